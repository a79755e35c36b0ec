import { type ChildProcess, spawn } from "node:child_process";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { platform } from "@/db/platform/door";
import { findOperation } from "@/db/platform/queries/operations";
import { findTenantById } from "@/db/platform/queries/tenants";
import type { DatabaseAddress } from "@/db/pools";
import { type Digest, withTenantRows } from "@/db/rows";
import { openScope, type Tenant } from "@/db/scope";
import { generateTenants } from "@/db/seed/generator";
import { nameSite } from "@/db/tenant/queries/site";
import { describeTwins } from "@/db/testing";
import { SiteSealed } from "@/db/transaction";
import { orderMove } from "@/server/life/move";
import { sweepOperations } from "./sweep";
import { addTestDatabase, MOMENTS, type Moment, moverOf } from "./testing-move";
import { startWorker, type Worker } from "./worker";

/** Where the worker stands when it is killed. */
const POINTS: readonly (readonly [string, Moment])[] = [
  ["before it is kept where to", MOMENTS.choosing],
  ["before the copy", MOMENTS.copying],
  ["in the copy", MOMENTS.writing],
  ["before it catches up", MOMENTS.catchingUp],
  ["before the pause", MOMENTS.pausing],
  ["in the pause, before the switch", MOMENTS.pointing],
  ["in the pause, in the switch", MOMENTS.noting],
  ["after the switch", MOMENTS.tidying],
];

/** The first half of the advisory lock that the triggers wait for; the number of the point is the second. */
const GATE = 90_210;

describeTwins("moves whose worker is killed", (twins) => {
  const mover = moverOf(twins);
  let to: DatabaseAddress;
  let tenants: Tenant[];
  let gates: postgres.Sql[];
  let worker: Worker | undefined;
  const killed: ChildProcess[] = [];

  beforeAll(async () => {
    to = await addTestDatabase("pool");
    tenants = await generateTenants({
      tenants: POINTS.length,
      items: 5,
      prefix: `killed-${twins().ours.tenant.id.slice(0, 8)}`,
      databaseName: twins().ours.tenant.database.name,
    });
    gates = [mover.platformName(), to.name].map((name) =>
      postgres(twins().adminUrl(name), { max: 1, max_lifetime: null, onnotice: () => {} }),
    );
    for (const [at, [, [place, table, when, condition]]] of POINTS.entries()) {
      const column = table === "tenants" ? "id" : "tenant_id";
      await mover.sql(
        place === "platform" ? mover.platformName() : to.name,
        `create function gate_${at}() returns trigger language plpgsql as $$
        begin perform pg_advisory_xact_lock_shared(${GATE}, ${at}); return new; end $$;
        create trigger gate_${at} before ${when} on ${table} for each row
        when (new.${column} = '${tenants[at]?.id}' and ${condition}) execute function gate_${at}()`,
      );
    }
  });
  afterEach(async () => {
    for (const child of killed) child.kill("SIGKILL");
    await worker?.stop();
  });
  afterAll(async () => {
    for (const [at, [, [place]]] of POINTS.entries())
      await mover.sql(
        place === "platform" ? mover.platformName() : to.name,
        `drop function gate_${at} cascade`,
      );
    for (const gate of gates) await gate.end();
  });

  const digestsIn = (database: DatabaseAddress, tenantId: string) =>
    withTenantRows(database, tenantId, "snapshot", async (rows) => {
      const found: Record<string, Digest> = {};
      for (const table of rows.tables) found[table.name] = await rows.digest(table);
      return found;
    });
  /** At how many points a worker waits now. */
  const standing = async () => {
    const [row] = await mover.sql(
      mover.platformName(),
      `select count(distinct l.objid)::int as count from pg_locks l join pg_database d on d.oid = l.database
      where l.locktype = 'advisory' and l.classid = ${GATE} and not l.granted
        and d.datname in ('${mover.platformName()}', '${to.name}')`,
    );
    return row?.count;
  };

  test(`at ${POINTS.length} points, in the pause and in the switch too, are finished by the next worker, once, with every row`, async () => {
    for (const gate of gates)
      for (const at of POINTS.keys()) await gate`select pg_advisory_lock(${GATE}::int, ${at}::int)`;
    const before = await Promise.all(tenants.map(({ database, id }) => digestsIn(database, id)));
    const operations: string[] = [];
    for (const tenant of tenants)
      operations.push(
        await orderMove({ tenant, to: { database: to.name }, by: "owner", reason: "" }),
      );

    // A worker runs four operations at a time.
    for (let number = 0; number < POINTS.length / 4; number++) killed.push(spawnWorker());
    await vi.waitUntil(async () => (await standing()) === POINTS.length, {
      timeout: 120_000,
      interval: 100,
    });
    for (const child of killed) child.kill("SIGKILL");
    for (const gate of gates) await gate`select pg_advisory_unlock_all()`;

    worker = startWorker();
    await vi.waitUntil(
      async () => {
        await sweepOperations();
        const all = await Promise.all(
          operations.map((id) => platform.read((tx) => findOperation(tx, id))),
        );
        return all.every((one) => one?.state === "succeeded");
      },
      { timeout: 60_000, interval: 500 },
    );
    for (const [at, { id, database }] of tenants.entries()) {
      const tenant = await platform.read((tx) => findTenantById(tx, id));
      expect(tenant?.database, POINTS[at]?.[0]).toEqual(to);
      expect(await digestsIn(to, id), POINTS[at]?.[0]).toEqual(before[at]);
      if (!tenant) continue;
      await rename(tenant, "Open in the new home");
      await expect(rename({ ...tenant, database }, "Too late")).rejects.toThrow(SiteSealed);
    }
    const removals = await mover.sql(
      mover.platformName(),
      `select tenant_id, count(*)::int as count from operations
      where kind = 'retire-copy' and tenant_id in (${tenants.map(({ id }) => `'${id}'`).join()}) group by 1`,
    );
    expect(removals.map(({ count }) => count)).toEqual(POINTS.map(() => 1));
  });

  const rename = (tenant: Tenant, name: string) =>
    openScope(tenant, { kind: "system", reason: "test" }).write((tx) => nameSite(tx, name));
});

function spawnWorker(): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "scripts/worker.ts"], {
    env: { ...process.env, SPARES: "0", WORKER: "apart" },
    stdio: "ignore",
  });
}
