import { Refusal } from "@/base/refusal";
import type { DatabaseAddress } from "@/db/pools";
import { type TenantRows, type TenantTable, withTenantRows } from "@/db/rows";

/** A tenant's rows in one database and what shall be their exact copy in another. */
export interface Copying {
  readonly from: DatabaseAddress;
  readonly to: DatabaseAddress;
  readonly tenantId: string;
}

/**
 * Copies every row inside one snapshot, in the place of whatever the target has of the tenant. In one
 * transaction there: killed in between, it leaves nothing.
 * @param progress told rows copied and rows in all
 */
export async function copyRows(
  copying: Copying,
  progress: (done: number, total: number) => Promise<void>,
): Promise<void> {
  await betweenBoth(copying, "write", async (source, target) => {
    await target.clear();
    const total = await source.count();
    let done = 0;
    for (const table of source.tables)
      for await (const lines of source.lines(table)) {
        await target.insert(table, lines);
        done += lines.length;
        await progress(done, total);
      }
  });
}

/** What was carried over: how many rows of the target were added, changed or removed, and in which tables. */
export interface Reconciled {
  readonly changes: number;
  readonly tables: readonly string[];
}

/**
 * Gives the target whatever differs, and nothing else. Tables that are not named in the answer were found
 * equal, and stay so: a row that refers to a removed one is in a table that differed.
 */
export async function reconcileRows(copying: Copying): Promise<Reconciled> {
  return betweenBoth(copying, "write", async (source, target) => {
    const differences: Difference[] = [];
    for (const table of await findDiffering(source, target))
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

/**
 * The names of the tables whose number of rows or checksum differs; none when the copy is exact.
 * @param among the tables to compare; all where not given
 */
export async function verifyRows(copying: Copying, among?: readonly string[]): Promise<string[]> {
  return betweenBoth(copying, "snapshot", async (source, target) =>
    (await findDiffering(source, target, among)).map(({ name }) => name),
  );
}

interface Difference {
  readonly table: TenantTable;
  readonly extra: readonly string[];
  readonly changed: readonly string[];
  readonly missing: readonly string[];
}

/** How many rows are fetched by their ids at a time. */
const BATCH = 1000;

function betweenBoth<T>(
  { from, to, tenantId }: Copying,
  mode: "write" | "snapshot",
  work: (source: TenantRows, target: TenantRows) => Promise<T>,
): Promise<T> {
  return withTenantRows(to, tenantId, mode, (target) =>
    withTenantRows(from, tenantId, "snapshot", (source) => {
      if (shapeOf(source) !== shapeOf(target))
        throw new Refusal(
          "The two databases have different versions of the schema. Migrate both, then order the move again.",
        );
      return work(source, target);
    }),
  );
}

function shapeOf({ tables }: TenantRows): string {
  return tables
    .map(({ name, columns }) => `${name} ${columns.toSorted().join(" ")}`)
    .toSorted()
    .join("\n");
}

/** Each side reads its own database, so both are asked at once. */
async function findDiffering(
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
