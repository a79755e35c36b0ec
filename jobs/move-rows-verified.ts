import type { TenantRows, TenantTable } from "@/db/rows";
import { betweenBoth, type Copying } from "./move-rows";

/**
 * The names of the tables whose number of rows or checksum differs; none when the copy is exact.
 * @param among the tables to compare; all where not given
 */
export async function verifyRows(copying: Copying, among?: readonly string[]): Promise<string[]> {
  return betweenBoth(copying, "snapshot", async (source, target) =>
    (await listDiffering(source, target, among)).map(({ name }) => name),
  );
}

/** Each side reads its own database, so both are asked at once. */
export async function listDiffering(
  source: TenantRows,
  target: TenantRows,
  among?: readonly string[],
): Promise<readonly TenantTable[]> {
  const tables = source.tables.filter(({ name }) => among?.includes(name) ?? true);
  const [here, there] = await Promise.all([digests(source, tables), digests(target, tables)]);
  return tables.filter(({ name }) => here.get(name) !== there.get(name));
}

async function digests(
  rows: TenantRows,
  tables: readonly TenantTable[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const table of tables) {
    const digest = await rows.digest(table);
    found.set(table.name, `${digest.rows} ${digest.checksum}`);
  }
  return found;
}
