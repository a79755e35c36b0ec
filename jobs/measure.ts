import { log } from "@/base/log";
import { platform } from "@/db/platform/door";
import { changeDatabase, listAllDatabases } from "@/db/platform/queries/databases";
import { listToMeasure, noteMeasure } from "@/db/platform/queries/measures";
import { findTenantById } from "@/db/platform/queries/tenants";
import { withTenantRows } from "@/db/rows";
import type { Tenant } from "@/db/scope";
import { adminOf } from "@/db/servers";
import { filesOf } from "@/server/photos/photo-files";

/** How many tenants one run measures at most, and for how long it begins another, in milliseconds. */
const MOST = 50;
const PATIENCE = 20_000;

/**
 * Counts the items and adds up the bytes of tenants that were not measured within the hour, as each one's own
 * login behind row-level security: only two numbers leave each tenant's database. A database that is away costs
 * one attempt.
 */
export async function measureTenants(): Promise<void> {
  const began = performance.now();
  const away = new Set<string>();
  let measured = 0;
  for (const { id, databaseName } of await platform.read((tx) => listToMeasure(tx, 10 * MOST))) {
    if (measured >= MOST || performance.now() - began > PATIENCE) return;
    if (away.has(databaseName)) continue;
    const tenant = await platform.read((tx) => findTenantById(tx, id));
    if (!tenant) continue;
    try {
      const size = await sizeOf(tenant);
      await platform.write((tx) => noteMeasure(tx, id, size));
      measured++;
    } catch (error) {
      away.add(databaseName);
      log.warn({ err: error, tenant: id }, "tenant not measured");
    }
  }
}

/** Notes how much of the disk each database takes. @param only those that were never measured */
export async function measureDatabases(only: "all" | "new"): Promise<void> {
  const wanted = (await platform.read(listAllDatabases)).filter(
    ({ state, bytes, server }) =>
      state !== "preparing" && !server.endsWith("@") && (only === "all" || bytes === 0),
  );
  for (const server of new Set(wanted.map((one) => one.server))) {
    const admin = adminOf({ server }, { statement_timeout: PATIENCE });
    try {
      const there = wanted.filter((one) => one.server === server);
      const sizes = await admin<{ name: string; bytes: string }[]>`
        select datname as name, pg_database_size(oid) as bytes from pg_database
        where datname = any(${there.map(({ name }) => name)})`;
      for (const { name, bytes } of sizes) {
        const found = there.find((one) => one.name === name);
        if (found)
          await platform.write((tx) => changeDatabase(tx, found.id, { bytes: Number(bytes) }));
      }
    } catch (error) {
      log.warn({ err: error, server }, "databases not measured");
    } finally {
      await admin.end({ timeout: 1 });
    }
  }
}

async function sizeOf(tenant: Tenant): Promise<{ items: number; bytes: number }> {
  const inRows = await withTenantRows(tenant.database, tenant.id, "snapshot", async (rows) => {
    await rows.sql.unsafe(`set local statement_timeout = ${PATIENCE}`);
    let bytes = 0;
    for (const { name } of rows.tables) {
      const [sum] = await rows.sql<{ bytes: string }[]>`
        select coalesce(sum(pg_column_size(t)), 0) as bytes from ${rows.sql(name)} t`;
      bytes += Number(sum?.bytes ?? 0);
    }
    const [items] = await rows.sql<{ count: number }[]>`
      select count(*)::int as count from items where trashed_at is null`;
    return { items: items?.count ?? 0, bytes };
  });
  let { bytes } = inRows;
  for await (const { size } of filesOf(tenant).list("")) bytes += size;
  return { items: inRows.items, bytes };
}
