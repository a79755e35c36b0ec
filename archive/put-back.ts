import type { TenantRows, TenantTable } from "@/db/rows";
import { parseSkin } from "@/themes/skin";
import { addsUp } from "./digest";
import { matchTable, refuseNewer } from "./fitting";
import { STAYING } from "./manifest";
import { ArchiveProblem, damaged } from "./problem";
import type { Archive } from "./read";
import { schemaOf } from "./schema";

/** From this migration on, an archive's items have no status of their own and what was paid lies with the members'. */
const COPIES_KNOW_THEIR_STATUS = "0005_copies.sql";

/** Reports progress to a person while rows are put back. */
export type Progress = (done: number, total: number) => Promise<void>;

/**
 * Replaces a tenant's rows by those of an archive, in the caller's transaction, and compares each table with
 * its checksum. What an earlier build kept elsewhere is then carried to where it lies today. Rows of tables that archives leave out (sessions, tokens) stay if the rows they refer to are
 * still there.
 * @throws ArchiveProblem; the transaction must then be rolled back
 */
export async function putRows(
  rows: TenantRows,
  archive: Archive,
  progress: Progress = async () => {},
): Promise<void> {
  const { manifest } = archive;
  refuseNewer(manifest.schema, await schemaOf(rows));
  const kept = new Map<TenantTable, string[]>();
  for (const table of rows.tables)
    if (STAYING.includes(table.name)) kept.set(table, await linesOf(rows, table));
  const fitting = manifest.tables.map((archived) => matchTable(archived, rows.tables));
  const inOrder = fitting.toSorted(
    (one, other) => rows.tables.indexOf(one.table) - rows.tables.indexOf(other.table),
  );
  await rows.clear();
  const total = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  let done = 0;
  for (const { table, archived } of inOrder) {
    for await (const lines of archive.lines(archived)) {
      await insert(rows, { name: table.name, columns: archived.columns }, lines);
      done += lines.length;
      await progress(done, total);
    }
    if (!(await addsUp(rows, archived, manifest)))
      throw damaged(`What the rows of ${table.name} add up to`);
  }
  if (manifest.schema < COPIES_KNOW_THEIR_STATUS) await rows.sql.unsafe("select bring_over()");
  // What a former build has derived is made as it is today.
  if (manifest.schema !== (await schemaOf(rows)))
    await rows.sql.unsafe("select make_words_anew(), make_sort_names_anew(), make_facets_anew()");
  // An archive never lets support in: the owner of a restored site grants it anew.
  await rows.sql.unsafe("delete from members where support_until is not null");
  // Nobody goes on with what was under way when the archive was made.
  await rows.sql.unsafe(`update bulk_edits set ended_at = clock_timestamp(),
    problem = 'The site was brought back from an archive meanwhile.' where ended_at is null`);
  await rows.sql.unsafe(`update intakes set state = 'ended', ended_at = clock_timestamp(),
    problem = 'The site was brought back from an archive meanwhile.' where ended_at is null`);
  await rows.sql.unsafe(`update intake_photos set state = 'refused',
    reason = 'The site was brought back from an archive meanwhile.' where state = 'waiting'`);
  const members = await rows.sql.unsafe<{ id: string }[]>("select id from members");
  const ids = new Set(members.map(({ id }) => id));
  for (const [table, lines] of kept) await rows.insert(table, lines.filter(refersTo(ids)));
  await proveFurnished(rows);
}

async function insert(rows: TenantRows, table: TenantTable, lines: string[]): Promise<void> {
  try {
    await rows.insert(table, lines);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "23503")
      throw new ArchiveProblem(`A row of ${table.name} refers to one that is not in this archive.`);
    if (code.startsWith("23") || code.startsWith("22"))
      throw new ArchiveProblem(`A row of ${table.name} breaks a rule that all rows keep.`);
    throw error;
  }
}

/** Checks that the tenant has one row in `site`, and that its skin can be parsed. */
async function proveFurnished(rows: TenantRows): Promise<void> {
  const found = await rows.sql.unsafe<{ value: unknown }[]>(
    "select s.value from site join skins s on s.id = site.skin_id",
  );
  const [worn] = found;
  if (!worn) throw new ArchiveProblem("This archive holds no site.");
  try {
    parseSkin(worn.value);
  } catch {
    throw new ArchiveProblem("The skin in this archive is not one that a site here can wear.");
  }
}

async function linesOf(rows: TenantRows, table: TenantTable): Promise<string[]> {
  const all: string[] = [];
  for await (const lines of rows.lines(table)) all.push(...lines);
  return all;
}

function refersTo(members: ReadonlySet<string>): (line: string) => boolean {
  return (line) => {
    const row: Readonly<Record<string, unknown>> = JSON.parse(line);
    return typeof row.member_id !== "string" || members.has(row.member_id);
  };
}
