import { type TenantRows, type TenantTable, withTenantRows } from "@/db/rows";
import type { TenantFiles } from "@/files/tenant-files";
import { csvHeader, csvLine } from "./csv";
import { type ArchivedTable, STAYING, travels } from "./manifest";
import { csvPath, linesPath } from "./paths";
import { schemaOf } from "./schema";
import type { Progress, Source } from "./write";
import type { Zip } from "./zip";

interface Packed {
  readonly schema: string;
  readonly tables: ArchivedTable[];
  readonly rows: number;
  /** Files to be packed, in byte order. */
  readonly keys: string[];
  readonly missing: string[];
}

/**
 * How often packing begins again with a new snapshot, because a photo of the snapshot was removed before its
 * file was listed.
 */
const SNAPSHOTS = 3;

/** Packs all rows of one snapshot, as lines of JSON and as a spreadsheet each. */
export async function packRows(zip: Zip, source: Source, progress: Progress): Promise<Packed> {
  const { tenant, files } = source;
  for (let turn = 1; ; turn++) {
    const packed = await withTenantRows(tenant.database, tenant.id, "snapshot", async (rows) => {
      const photos = await rows.sql.unsafe<{ key: string }[]>("select key from photos");
      const keys = await listKeys(files);
      const folders = new Set(keys.map((key) => key.slice(0, key.lastIndexOf("/"))));
      const missing = photos.map(({ key }) => key).filter((key) => !folders.has(key));
      if (missing.length > 0 && turn < SNAPSHOTS) return null;
      const tables = rows.tables
        .filter(({ name }) => !STAYING.includes(name))
        .toSorted((one, other) => (one.name < other.name ? -1 : 1));
      return {
        schema: await schemaOf(rows),
        ...(await packTables(zip, rows, tables, (done, of) => progress(done, of + keys.length))),
        keys,
        missing: missing.toSorted(),
      };
    });
    if (packed) return packed;
  }
}

async function listKeys(files: TenantFiles): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of files.list("")) if (travels(key)) keys.push(key);
  return keys;
}

async function packTables(
  zip: Zip,
  rows: TenantRows,
  tables: readonly TenantTable[],
  progress: Progress,
): Promise<Pick<Packed, "tables" | "rows">> {
  const digests = new Map<TenantTable, { rows: number; checksum: string }>();
  for (const table of tables) digests.set(table, await rows.digest(table));
  const total = [...digests.values()].reduce((sum, digest) => sum + digest.rows, 0);
  const packed: ArchivedTable[] = [];
  let done = 0;
  for (const [table, digest] of digests) {
    const { name, columns } = table;
    const lines = await zip.add(linesPath(name), jsonLines(rows, table));
    const csv = await zip.add(csvPath(name), spreadsheet(rows, table));
    packed.push({ name, columns: [...columns], ...digest, lines, csv });
    done += digest.rows;
    await progress(done, total);
  }
  return { tables: packed, rows: total };
}

/** How many rows are in memory at a time; a story can be long. */
const BATCH = 200;

async function* jsonLines(rows: TenantRows, table: TenantTable): AsyncGenerator<string> {
  for await (const batch of rows.lines(table, BATCH)) yield `${batch.join("\n")}\n`;
}

async function* spreadsheet(rows: TenantRows, table: TenantTable): AsyncGenerator<string> {
  const columns = table.columns.filter((column) => column !== "tenant_id");
  yield csvHeader(columns);
  for await (const batch of rows.lines(table, BATCH))
    yield batch.map((line) => csvLine(cellsOf(line, columns))).join("");
}

function cellsOf(line: string, columns: readonly string[]): unknown[] {
  const row: Readonly<Record<string, unknown>> = JSON.parse(line);
  return columns.map((column) => row[column]);
}
