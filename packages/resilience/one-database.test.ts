import { createServer, type Server, type Socket } from "node:net";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { beginTrace, within } from "@/base/telemetry/trace";
import { openScope, type Scope } from "@/db/scope";
import { site } from "@/db/tenant/schema";
import { describeTwins } from "@/db/testing";
import { testInstallation } from "@/db/testing-server";
import { makeVictim, type Victim } from "@/db/testing-victim";
import { DatabaseUnavailable } from "@/db/transaction";
import { type SlowWire, startSlowWire } from "./slow-wire";

// Set before the first connection of this file: a small total, which faults could exhaust.
Object.assign(process.env, { DATABASE_CONNECTIONS: "4", DATABASE_CONNECTIONS_TOTAL: "16" });

const readName = (scope: Scope) => scope.read((tx) => tx.select({ name: site.name }).from(site));
const outcomeOf = (scope: Scope): Promise<unknown> =>
  readName(scope).then(
    ([row]) => row?.name,
    (error: unknown) => error,
  );

interface Fault {
  readonly name: string;
  readonly strike: (victim: Victim) => Promise<void>;
  readonly mend: (victim: Victim) => Promise<void>;
  readonly updating?: boolean;
}

const onServer = (strike: string, mend: string) => ({
  strike: async (victim: Victim) => {
    await victim.onServer(strike);
    await victim.terminate();
  },
  mend: (victim: Victim) => victim.onServer(mend),
});

const faults: readonly Fault[] = [
  {
    name: "takes no connections",
    ...onServer(
      "alter database DB allow_connections false",
      "alter database DB allow_connections true",
    ),
  },
  {
    name: "has no connection left",
    ...onServer("alter database DB connection limit 0", "alter database DB connection limit -1"),
  },
  {
    name: "may not be entered by its login",
    ...onServer("revoke connect on database DB from DB", "grant connect on database DB to DB"),
  },
  {
    name: "has a login that may not log in",
    ...onServer("alter role DB nologin", "alter role DB login"),
  },
  {
    name: "is dropped",
    async strike(victim) {
      await victim.onServer("alter database DB allow_connections false");
      await victim.terminate();
      await victim.onServer("alter database DB rename to DB_elsewhere");
    },
    async mend(victim) {
      await victim.onServer("alter database DB_elsewhere rename to DB");
      await victim.onServer("alter database DB allow_connections true");
    },
  },
  {
    name: "lacks the newest migration",
    updating: true,
    async strike(victim) {
      await victim.within(
        "create table kept as select * from ledger.migrations; delete from ledger.migrations where name = (select max(name) from ledger.migrations where name like '0%')",
      );
      await victim.terminate();
    },
    mend: (victim) =>
      victim.within(
        "insert into ledger.migrations select * from kept on conflict do nothing; drop table kept",
      ),
  },
  {
    name: "is from before its ledger could be read",
    updating: true,
    async strike(victim) {
      await victim.within(
        "revoke usage on schema ledger from public; alter schema ledger rename to ledger_then",
      );
      await victim.terminate();
    },
    mend: (victim) => victim.within("alter schema ledger_then rename to ledger"),
  },
  {
    name: "lost a table that its open connections knew",
    updating: true,
    strike: (victim) => victim.within("alter table site rename to site_then"),
    mend: (victim) => victim.within("alter table site_then rename to site"),
  },
];

describeTwins("faults of one database", (twins) => {
  let victim: Victim;
  const slug = () => `victim-${twins().ours.tenant.slug}`;
  const others = () => [twins().ours.as("visitor"), twins().theirs.as("visitor")];

  beforeAll(async () => {
    victim = await makeVictim(`${env().DATABASE_PREFIX}_platform`, slug());
  });

  test.each(faults)(
    "one that $name is unavailable to its own tenant alone, and heals by itself",
    async ({ strike, mend, updating = false }) => {
      expect(await outcomeOf(victim.scope)).toBe(slug());
      await strike(victim);
      const seen = await Promise.all(Array.from({ length: 12 }, () => outcomeOf(victim.scope)));
      for (const error of seen) expect(error).toBeInstanceOf(DatabaseUnavailable);
      expect(seen[0]).toMatchObject({ updating });
      for (const scope of others()) expect(await outcomeOf(scope)).toBe(scope.tenant.slug);
      await mend(victim);
      await vi.waitUntil(async () => (await outcomeOf(victim.scope)) === slug(), {
        timeout: 60_000,
        interval: 20,
      });
    },
  );

  test("one that hangs holds up nobody else, however many of its requests wait", async () => {
    await outcomeOf(victim.scope);
    const lock = postgres(twins().adminUrl(victim.database), { max: 1 });
    let settled = 0;
    let stuck: Promise<unknown>[] = [];
    const read = await lock.begin(async (tx) => {
      await tx`lock table site in access exclusive mode`;
      stuck = Array.from({ length: 60 }, () => outcomeOf(victim.scope).finally(() => settled++));
      const names: unknown[] = [];
      for (let round = 0; round < 20; round++)
        names.push(...(await Promise.all(others().map(outcomeOf))));
      expect(settled).toBe(0);
      return names;
    });
    await lock.end();
    expect(new Set(read)).toEqual(new Set(others().map(({ tenant }) => tenant.slug)));
    expect(new Set(await Promise.all(stuck))).toEqual(new Set([slug()]));
  });

  test("one whose table is locked keeps a request waiting once, however many reads it has", async () => {
    const { scope } = victim;
    await outcomeOf(scope);
    const lock = postgres(twins().adminUrl(victim.database), { max: 1 });
    const began = performance.now();
    const took: number[] = [];
    await lock.begin(async (tx) => {
      await tx`lock table site in access exclusive mode`;
      await within(beginTrace("site", { requestId: "one" }), async () => {
        for (let read = 0; read < 3; read++) {
          expect(await outcomeOf(scope)).toBeInstanceOf(DatabaseUnavailable);
          took.push(performance.now() - began);
        }
        expect(await outcomeOf(twins().ours.as("visitor"))).toBeInstanceOf(DatabaseUnavailable);
      });
    });
    await lock.end();
    const [first = 0, , last = 0] = took;
    expect(last - first).toBeLessThan(1000);
    const again = within(beginTrace("site", { requestId: "two" }), () => outcomeOf(scope));
    expect(await again).toBe(slug());
  });

  test("one that takes no changes is read, refuses writes as unavailable, and takes them again by itself", async () => {
    const { scope } = victim;
    const rename = () => scope.write((tx) => tx.update(site).set({ name: slug() }));
    const setting = (value: string) =>
      victim.onServer(`alter database DB set default_transaction_read_only = ${value}`);
    await setting("on");
    await victim.terminate();
    expect(await outcomeOf(scope)).toBe(slug());
    await expect(rename()).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(await outcomeOf(scope)).toBe(slug());
    const locking = scope.read((tx) => tx.select({ name: site.name }).from(site).for("update"));
    await expect(locking).rejects.not.toBeInstanceOf(DatabaseUnavailable);
    await Promise.all(Array.from({ length: 4 }, () => outcomeOf(scope)));
    await setting("off");
    // Whichever connection it gets, and although nothing has ended them.
    await rename().catch(() => {});
    await rename();
    for (const other of others()) expect(await outcomeOf(other)).toBe(other.tenant.slug);
  });

  test("one of a newer schema is served, and the log says so once", async () => {
    const warned = vi.spyOn(log, "warn").mockImplementation(() => {});
    await victim.within(
      "insert into ledger.migrations (name, hash) values ('9999_future.sql', '')",
    );
    for (let round = 0; round < 2; round++) {
      await victim.terminate();
      expect(await outcomeOf(victim.scope)).toBe(slug());
    }
    await victim.within("delete from ledger.migrations where name = '9999_future.sql'");
    expect(
      warned.mock.calls.filter(([what]) => JSON.stringify(what).includes("9999")),
    ).toHaveLength(1);
  });
});

describeTwins("databases on many servers", (twins) => {
  let holes: { server: Server; sockets: Set<Socket>; address: string };
  const wires: SlowWire[] = [];

  beforeAll(async () => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const at = server.address();
    holes = { server, sockets, address: `127.0.0.1:${typeof at === "object" ? at?.port : 0}` };
  });
  afterAll(async () => {
    for (const wire of wires) await wire.close();
  });

  test("a server that accepts and never answers holds up nobody on another, however many databases it has", async () => {
    const { ours } = twins();
    let settled = 0;
    const stuck = Array.from({ length: 40 }, (_, at) => {
      const database = { name: `nothing_${at}`, server: holes.address, generation: 0 };
      const scope = openScope({ ...ours.tenant, database }, { kind: "visitor" });
      return outcomeOf(scope).finally(() => settled++);
    });
    for (let round = 0; round < 20; round++)
      expect(await outcomeOf(ours.as("visitor"))).toBe(ours.tenant.slug);
    expect(settled).toBe(0);
    holes.server.close();
    for (const socket of holes.sockets) socket.destroy();
    for (const error of await Promise.all(stuck)) expect(error).toBeInstanceOf(DatabaseUnavailable);
  });

  test("eighty places touched at once are all served, and the server never sees more sessions than the cap", async () => {
    const { adminUrl } = testInstallation();
    const { hostname, port } = new URL(adminUrl);
    const scopes: Scope[] = [];
    for (let at = 0; at < 40; at++) {
      const wire = await startSlowWire({ host: hostname, port: Number(port) }, 0);
      wires.push(wire);
      for (const { tenant } of [twins().ours, twins().theirs]) {
        const database = { ...tenant.database, server: `127.0.0.1:${wire.port}` };
        scopes.push(openScope({ ...tenant, database }, { kind: "visitor" }));
      }
    }
    const admin = postgres(adminUrl, { max: 1 });
    let done = false;
    let most = 0;
    const watch = (async () => {
      while (!done) {
        const [row] = await admin<{ count: number }[]>`
          select count(*)::int as count from pg_stat_activity
          where application_name = ${`swingtag ${env().instance}`.slice(0, 63)}`;
        most = Math.max(most, row?.count ?? 0);
      }
    })();
    const names = await Promise.all(scopes.map(outcomeOf));
    for (const scope of scopes) names.push(await outcomeOf(scope));
    done = true;
    await watch;
    await admin.end();
    const slugs = scopes.map(({ tenant }) => tenant.slug);
    expect(names).toEqual([...slugs, ...slugs]);
    expect(most).toBeGreaterThan(4);
    expect(most).toBeLessThanOrEqual(16);
  });
});
