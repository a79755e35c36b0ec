import type { TenantRows, TenantTable } from "@/db/rows";
import { betweenBoth, type Copying } from "./move-rows";
import { listDiffering } from "./move-rows-verified";

/** What was carried over: how many rows of the target were added, changed or removed, and in which tables. */
export interface Reconciled {
  readonly changes: number;
  readonly tables: readonly string[];
}

/**
 * Carries over only the rows that differ. A table that the answer does not name was equal and stays equal,
 * because a row that refers to a removed row is in a table that differed.
 */
export async function reconcileRows(copying: Copying): Promise<Reconciled> {
  return betweenBoth(copying, "write", async (source, target) => {
    const differences: Difference[] = [];
    for (const table of await listDiffering(source, target))
      differences.push({ table, ...(await compare(source, target, table)) });
    for (const { table, extra } of differences.toReversed()) await target.remove(table, extra);
    let changes = 0;
    for (const { table, extra, changed, missing } of differences) {
      for (const ids of batches(changed)) await target.update(table, await source.pick(table, ids));
      for (const ids of batches(missing)) await target.insert(table, await source.pick(table, ids));
      changes += extra.length + changed.length + missing.length;
    }
    return { changes, tables: differences.map(({ table }) => table.name) };
  });
}

interface Difference {
  readonly table: TenantTable;
  readonly extra: readonly string[];
  readonly changed: readonly string[];
  readonly missing: readonly string[];
}

/** How many rows are fetched by their ids at a time. */
const BATCH = 1000;

async function compare(
  source: TenantRows,
  target: TenantRows,
  table: TenantTable,
): Promise<Omit<Difference, "table">> {
  const [here, there] = await Promise.all([source.checksums(table), target.checksums(table)]);
  const ids = [...here.keys()];
  return {
    extra: [...there.keys()].filter((id) => !here.has(id)),
    missing: ids.filter((id) => !there.has(id)),
    changed: ids.filter((id) => there.has(id) && there.get(id) !== here.get(id)),
  };
}

function* batches(ids: readonly string[]): Iterable<readonly string[]> {
  for (let at = 0; at < ids.length; at += BATCH) yield ids.slice(at, at + BATCH);
}
