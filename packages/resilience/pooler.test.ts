import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rolePassword } from "@/base/env";
import { preparePooler, storedPassword } from "@/db/pooler";
import { makeTenantDatabase, prepareInstallation, urlOfDatabase } from "@/db/setup";
import { type PrivateServer, startPrivateServer } from "@/db/testing-private-server";
import { type Bouncer, bouncerProgram, startBouncer } from "./bouncer";

const program = bouncerProgram();
if (!program)
  process.stderr.write(
    "\nSKIPPED: no PgBouncer. Install it (apt-get install pgbouncer) or name it in TEST_PGBOUNCER.\n\n",
  );

const password = "aPasswordOfThePoolers0wn";

describe.skipIf(!program)("PgBouncer with a list of logins beside Postgres's own", () => {
  let server: PrivateServer;
  let admin: postgres.Sql;
  let pooler: postgres.Sql;
  const secret = "s".repeat(40);
  const installation = () => ({
    adminUrl: server.url,
    prefix: "listed",
    secret,
    guard: "full" as const,
  });

  beforeAll(async () => {
    server = await startPrivateServer();
    await preparePooler(server.url, password);
    await preparePooler(server.url, password);
    await prepareInstallation(installation());
    admin = postgres(server.url, { max: 1, onnotice: () => {} });
    const own = new URL(urlOfDatabase(server.url, "postgres"));
    own.username = "pooler";
    own.password = password;
    pooler = postgres(own.toString(), { max: 1 });
  });

  afterAll(async () => {
    await admin?.end();
    await pooler?.end();
    await server?.stop();
  });

  /** What PgBouncer is told of a login, by the words of its `auth_query`. */
  async function told(name: string): Promise<Record<string, string>> {
    const rows = await pooler<{ login: string; secret: string }[]>`
      select login, secret from pooler.look_up(${name})`;
    return Object.fromEntries(rows.map(({ login, secret: stored }) => [login, stored]));
  }

  async function enter(port: number, name: string, pass: string): Promise<string> {
    const sql = postgres({
      host: "127.0.0.1",
      port,
      database: name,
      username: name,
      password: pass,
      max: 1,
      prepare: false,
      connect_timeout: 30,
    });
    try {
      const [row] = await sql<{ who: string }[]>`select current_user::text as who`;
      return row?.who ?? "";
    } finally {
      await sql.end({ timeout: 1 });
    }
  }

  /** Through a PgBouncer that was told of one login; older ones than ours can't ask another database themselves. */
  async function through<T>(name: string, work: (port: number) => Promise<T>): Promise<T> {
    const { hostname: host, port } = new URL(server.url);
    const target = { host, port: Number(port) };
    const bouncer: Bouncer = await startBouncer(program ?? "", target, await told(name), 2);
    try {
      return await work(bouncer.port);
    } finally {
      await bouncer.stop();
    }
  }

  test("with what it is told, a login enters by its own password and by no other", async () => {
    const name = "listed_pool_1";
    await through(name, async (port) => {
      expect(await enter(port, name, rolePassword(name, secret))).toBe(name);
      await expect(enter(port, name, rolePassword("listed_platform", secret))).rejects.toThrow();
      expect(await enter(port, name, rolePassword(name, secret))).toBe(name);
    });
  });

  test("a database made a moment ago is known, and setting it up again shuts nobody out", async () => {
    const name = "listed_own";
    await makeTenantDatabase(installation(), name);
    await through(name, async (port) => {
      expect(await enter(port, name, rolePassword(name, secret))).toBe(name);
      const before = await told(name);
      await makeTenantDatabase(installation(), name);
      expect(await told(name)).toEqual(before);
      expect(await enter(port, name, rolePassword(name, secret))).toBe(name);
    });
  });

  test("the next generation of a password enters as soon as it is set, and the one before no more", async () => {
    const name = "listed_pool_1";
    const next = rolePassword(name, secret, 1);
    const stored = await storedPassword(admin, name, next);
    await admin.unsafe(`alter role ${name} password '${stored}'`);
    await through(name, async (port) => {
      await expect(enter(port, name, rolePassword(name, secret))).rejects.toThrow();
      expect(await enter(port, name, next)).toBe(name);
    });
  });

  test("of a login that was closed, of an administrator and of one that never was it is told nothing", async () => {
    await storedPassword(admin, "postgres", "a password");
    await admin.unsafe("alter role listed_platform nologin");
    for (const name of ["listed_platform", "postgres", "nobody"])
      expect(await told(name)).toEqual({});
    await admin.unsafe("alter role listed_platform login");
    expect(await told("listed_platform")).toHaveProperty("listed_platform");
  });

  test("it cannot read the list itself", async () => {
    await expect(pooler`select * from pooler.logins`).rejects.toThrow("permission denied");
  });
});

test("without such a list a password is set as it is", async () => {
  const { testInstallation } = await import("@/db/testing-server");
  const admin = postgres(testInstallation().adminUrl, { max: 1 });
  try {
    expect(await storedPassword(admin, "somebody", "a password")).toBe("a password");
  } finally {
    await admin.end();
  }
});
