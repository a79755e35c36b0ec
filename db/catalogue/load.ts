import type postgres from "postgres";
import { type Pack, type PackRecord, recordsOf } from "./pack-format";

/** How the words of entries are made; another edition makes those of a pack that is loaded already anew. */
const WORDS = 1;

/** What a database's catalogue is called that holds a pack: a comment on its schema says so. */
export function editionOf({ number, sha256 }: Pack): string {
  return `pack ${number} ${sha256} words ${WORDS}`;
}

/**
 * Makes the catalogue of one database that of a pack, in one transaction that blocks no reader: killed anywhere, it is as
 * before. A database that a newer build has given a later pack keeps it.
 * @param sql an administrator's, who may act as the owner of the tables
 * @param pid of the connection that holds the lock under which databases are migrated
 * @throws Error where the same number was loaded with other content
 */
export async function loadPack(
  sql: postgres.Sql,
  owner: string,
  pack: Pack,
  pid: number,
): Promise<void> {
  await sql.begin(async (tx) => {
    const [there] = await tx<{ guarded: boolean }[]>`
      select to_regprocedure('catalogue.find_entries(text, integer)') is not null as guarded, 1 / (pg_backend_pid() = ${pid})::int`;
    // A database that a migration has still to bring that far.
    if (!there?.guarded) return;
    const [last] = await tx<{ number: number; checksum: string }[]>`
      select number, checksum from catalogue.releases order by number desc limit 1`;
    if (last && last.number > pack.number) return;
    if (last?.number === pack.number && last.checksum !== pack.sha256)
      throw new Error(
        `Pack ${pack.number} of the catalogue was edited after it was loaded. Restore it and give what changes the next number.`,
      );
    await tx.unsafe(`set local role ${owner}; ${EMPTIED}`);
    await fill(tx, pack);
    await tx`insert into catalogue.releases ${tx({ number: pack.number, checksum: pack.sha256 })}
      on conflict (number) do update set loaded_at = now()`;
    // Right away, because the planner takes tables that were empty for small.
    await tx.unsafe(`comment on schema catalogue is '${editionOf(pack)}'; ${ANALYZED}`);
  });
}

/** Children first. */
const FILLED = [
  "words",
  "facts",
  "generations",
  "misprints",
  "entries",
  "products",
  "lines",
  "sources",
];
const EMPTIED = FILLED.map((table) => `delete from catalogue.${table}`).join("; ");
const ANALYZED = FILLED.map((table) => `analyze catalogue.${table}`).join("; ");

async function fill(tx: postgres.TransactionSql, pack: Pack): Promise<void> {
  const facts = pack.records.flatMap(factsOf);
  await insert(tx, "sources", recordsOf(pack, "source"));
  await insert(tx, "lines", recordsOf(pack, "line"));
  await insert(tx, "products", recordsOf(pack, "product"));
  await insert(tx, "entries", recordsOf(pack, "entry"));
  await insert(tx, "misprints", recordsOf(pack, "misprint"));
  await insert(tx, "generations", recordsOf(pack, "generation"));
  await insert(tx, "facts", facts);
  await tx`
    insert into catalogue.words (word, entry, weight, place)
    select w.word, e.key, w.weight, e.place from catalogue.entries e join catalogue.products p on p.key = e.product,
      catalogue.words_of(p.name,
        (select f.value from catalogue.facts f where f.of = 'entry' and f.key = e.key and f.field = 'styleNumber'
          and f.sure <> 'disputed' order by f.place limit 1),
        (select string_agg(m.reads, ' . ') from catalogue.misprints m where m.product = p.key and m.reads <> ''),
        e.variant) w`;
}

function factsOf(record: PackRecord): readonly object[] {
  if (!("facts" in record)) return [];
  return record.facts.map((fact, place) => ({ ...fact, of: record.is, key: record.key, place }));
}

/** How many rows go in one statement. */
const BATCH = 5000;

/** Adds rows whose keys are the columns; `place` is that in the pack where a row says none. */
async function insert(
  tx: postgres.TransactionSql,
  table: string,
  rows: readonly object[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH).map((row, at) => ({ place: from + at, ...row }));
    await tx`insert into ${tx(`catalogue.${table}`)}
      select * from jsonb_populate_recordset(null::${tx(`catalogue.${table}`)}, ${tx.json(batch)})`;
  }
}
