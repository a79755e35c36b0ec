import type { TenantRows, TenantTable } from "@/db/rows";
import { type Moment, momentOf } from "@/db/rows-since";
import { betweenBoth, type Copying } from "./move-rows";
import { listDiffering } from "./move-rows-verified";

/** A moment of each database at which all rows of the tenant were equal in both. */
export interface Equal {
  readonly source: Moment;
  readonly target: Moment;
}

/** What was carried over: how many rows of the target were added, changed or removed, and in which tables. */
export interface Reconciled {
  readonly changes: number;
  readonly tables: readonly string[];
  /** When both were equal; null where rows differ in spite of all, which the pause then says. */
  readonly equal: Equal | null;
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
    const carried = await carry(source, target, differences);
    // Both are still at the moment of which the others were compared.
    const left = await listDiffering(source, target, carried.tables);
    const equal =
      left.length === 0 ? { source: await momentOf(source), target: await momentOf(target) } : null;
    return { ...carried, equal };
  });
}

/** Makes the differences in the target, where what is removed goes children first. @returns how many rows of which tables */
export async function carry(
  source: TenantRows,
  target: TenantRows,
  differences: readonly Difference[],
): Promise<Omit<Reconciled, "equal">> {
  for (const { table, extra } of differences.toReversed()) await target.remove(table, extra);
  let changes = 0;
  for (const { table, extra, changed, missing } of differences) {
    for (const ids of batches(changed)) await target.update(table, await source.pick(table, ids));
    for (const ids of batches(missing)) await target.insert(table, await source.pick(table, ids));
    changes += extra.length + changed.length + missing.length;
  }
  return { changes, tables: differences.map(({ table }) => table.name) };
}

/** The ids of one table's rows that are to be removed, changed and added. */
export interface Difference {
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
  return differenceOf(here, there);
}

/** What differs between the rows of both, each with a word that is equal where the rows are. */
export function differenceOf<T>(
  here: ReadonlyMap<string, T>,
  there: ReadonlyMap<string, T>,
): Omit<Difference, "table"> {
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
