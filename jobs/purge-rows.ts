import { platform } from "@/db/platform/door";
import { type Database, listAllDatabases } from "@/db/platform/queries/databases";
import type { DatabaseAddress } from "@/db/pools";
import { withTenantRows } from "@/db/rows";
import { unsealTenant } from "@/db/seal";

/** How many rows of each table a tenant has in one database. */
export interface RowCount {
  readonly database: string;
  readonly tables: Readonly<Record<string, number>>;
}

/** Counts a tenant's rows in its home and in every pool, because a move that was broken off may have left a copy. */
export async function countRows(tenantId: string, home: string): Promise<RowCount[]> {
  const counts: RowCount[] = [];
  for (const address of await listDatabases(home)) {
    const tables = await withTenantRows(address, tenantId, "snapshot", async (rows) => {
      const counted: Record<string, number> = {};
      for (const table of rows.tables) counted[table.name] = (await rows.digest(table)).rows;
      return counted;
    });
    if (address.name === home || Object.values(tables).some((count) => count > 0))
      counts.push({ database: address.name, tables });
  }
  return counts;
}

/** Removes a tenant's rows from those databases; idempotent. */
export async function clearRows(tenantId: string, home: string): Promise<void> {
  for (const address of await listDatabases(home)) {
    await withTenantRows(address, tenantId, "write", (rows) => rows.clear());
    await unsealTenant(address, tenantId);
  }
}

async function listDatabases(home: string): Promise<DatabaseAddress[]> {
  const all = await platform.read(listAllDatabases);
  return all.filter((database) => database.name === home || isShared(database));
}

function isShared({ kind, state }: Database): boolean {
  return kind === "pool" && state !== "preparing";
}
