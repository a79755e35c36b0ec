import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rolePassword } from "@/base/env";
import { beginTrace, within } from "@/base/telemetry/trace";
import { closePools } from "@/db/pools";
import { openScope, type Scope } from "@/db/scope";
import { site } from "@/db/tenant/schema";
import { until } from "@/db/testing-private-server";
import { testInstallation } from "@/db/testing-server";
import { type Bouncer, bouncerProgram, startBouncer } from "./bouncer";
import { startLoad, twoTenants } from "./load";
import { type SlowWire, startSlowWire } from "./slow-wire";

/** Connections that PgBouncer holds to the server, shared by many more of the app. */
const SIZE = 4;

const program = bouncerProgram();
if (!program)
  process.stderr.write(
    "\nSKIPPED: no PgBouncer. Install it (apt-get install pgbouncer) or name it in TEST_PGBOUNCER.\n\n",
  );

describe.skipIf(!program)("through PgBouncer in transaction mode", () => {
  let bouncer: Bouncer;
  let wire: SlowWire;
  let scopes: Scope[];
  let raw: postgres.Sql;
  let admin: postgres.Sql;
  let database: string;

  beforeAll(async () => {
    const { adminUrl, prefix: run } = testInstallation();
    const { hostname: host, port } = new URL(adminUrl);
    Object.assign(process.env, {
      DATABASE_POOLER: "transaction",
      DATABASE_CONNECTIONS: "24",
      DATABASE_TRACE: "on",
    });
    const direct = await twoTenants(adminUrl, `${run}_pgb`);
    database = direct[0].tenant.database.name;
    const password = rolePassword(database);
    bouncer = await startBouncer(
      program ?? "",
      { host, port: Number(port) },
      { [database]: password },
      SIZE,
    );
    wire = await startSlowWire({ host: "127.0.0.1", port: bouncer.port }, 0);
    scopes = direct.map(({ tenant, actor }) =>
      openScope(
        {
          ...tenant,
          database: { name: database, server: `127.0.0.1:${wire.port}`, generation: 0 },
        },
        actor,
      ),
    );
    raw = postgres(`postgres://${database}:${password}@127.0.0.1:${bouncer.port}/${database}`, {
      max: 2,
      prepare: false,
    });
    admin = postgres(adminUrl, { max: 1 });
  });

  afterAll(async () => {
    await raw?.end();
    await admin?.end();
    await closePools();
    await wire?.close();
    await bouncer?.stop();
  });

  test("two tenants at once each see only their own rows, and no request fails", async () => {
    const load = startLoad(scopes, 40);
    let most = 0;
    const outside: unknown[] = [];
    await until(async () => {
      const [sessions] = await admin<
        { count: number }[]
      >`select count(*)::int as count from pg_stat_activity where usename = ${database} and application_name like 'swingtag %' and client_port is not null`;
      most = Math.max(most, sessions?.count ?? 0);
      outside.push(...(await raw`select name, current_setting('app.tenant_id', true) from site`));
      const [left] = await raw<
        { tenant: string | null }[]
      >`select nullif(current_setting('app.tenant_id', true), '') as tenant`;
      if (left?.tenant) outside.push(left.tenant);
      return load.served.length >= 2000;
    });
    await load.stop();
    expect(load.served.filter(({ error }) => error).map(({ error }) => error)).toEqual([]);
    expect(outside, "rows or a tenant seen outside of a scope").toEqual([]);
    expect(most).toBeGreaterThan(1);
  });

  test("the server sees no more sessions than PgBouncer may open", async () => {
    const load = startLoad(scopes, 40);
    const counts: number[] = [];
    await until(async () => {
      const [sessions] = await admin<
        { count: number }[]
      >`select count(*)::int as count from pg_stat_activity where usename = ${database}`;
      counts.push(sessions?.count ?? 0);
      return load.served.length >= 500;
    });
    await load.stop();
    // The tenants were founded on a direct connection, which may still idle.
    expect(Math.max(...counts)).toBeLessThanOrEqual(SIZE + 1);
  });

  test("nobody can set a tenant with set_config", async () => {
    await expect(
      raw`select set_config('app.tenant_id', ${scopes[1]?.tenant.id ?? ""}, false)`,
    ).rejects.toMatchObject({ code: "42501" });
  });

  test("each of many traced transactions at once carries its own trace, and leaves none behind", async () => {
    const named = (scope: Scope | undefined) =>
      scope?.read((tx) =>
        tx.select({ name: sql<string>`current_setting('application_name')` }).from(site),
      );
    await Promise.all(
      Array.from({ length: 200 }, async (_, at) => {
        const trace = beginTrace("site");
        const rows = await within(trace, () => named(scopes[at % 2]));
        expect(rows?.[0]?.name).toMatch(new RegExp(`^swingtag ${trace.traceId}-[0-9a-f]{16}$`));
      }),
    );
    for (let at = 0; at < 20; at++) {
      const [left] = await raw<
        { name: string }[]
      >`select current_setting('application_name') as name`;
      expect(left?.name).not.toMatch(/[0-9a-f]{32}/);
      expect((await named(scopes[0]))?.[0]?.name).not.toMatch(/[0-9a-f]{32}/);
    }
  });

  test("a read of several queries with parameters takes one round trip, without prepared statements", async () => {
    const [ours] = scopes;
    const read = () =>
      ours?.read((tx) =>
        Promise.all([
          tx.select({ name: site.name }).from(site).where(eq(site.name, "ours")),
          tx.select({ name: site.name }).from(site).where(eq(site.only, true)),
          tx.select({ name: site.name }).from(site).where(eq(site.version, 0)),
        ]),
      );
    await read();
    wire.reset();
    expect(await read()).toEqual([[{ name: "ours" }], [{ name: "ours" }], []]);
    expect(wire.roundTrips).toBe(1);
  });
});
