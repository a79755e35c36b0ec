import type { Digest, TenantRows } from "@/db/rows";
import type { ArchivedTable, Manifest } from "./manifest";

type Count = (rows: TenantRows, table: ArchivedTable) => Promise<Digest>;

/**
 * How a table's checksum was made, in every edition that was ever written: an archive is compared in its own. Each
 * looks at the columns that the archive names and at no other, so that a column that came to the table later
 * changes nothing. Checksums of archives in `fixtures/` hold them to it.
 */
const EDITIONS: Readonly<Record<1 | 2, Count>> = {
  1: ofJson,
  2: (rows, table) => rows.digest(table),
};

/** Whether a table's rows are those that the archive was made of. */
export async function addsUp(
  rows: TenantRows,
  archived: ArchivedTable,
  manifest: Manifest,
): Promise<boolean> {
  // The first format was written with either.
  const editions = "digest" in manifest ? [manifest.digest] : ([2, 1] as const);
  for (const edition of editions) {
    const found = await EDITIONS[edition](rows, archived);
    if (found.rows === archived.rows && found.checksum === archived.checksum) return true;
  }
  return false;
}

async function ofJson({ sql }: TenantRows, { name, columns }: ArchivedTable): Promise<Digest> {
  const content = `(select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(t)) where key <> 'tenant_id' and key = any($1::text[]))`;
  const [row] = await sql.unsafe<Digest[]>(
    `select count(*)::int as rows, coalesce(md5(string_agg(md5(${content}::text), '' order by id)), '') as checksum from "${name}" t`,
    [`{${columns.join(",")}}`],
  );
  if (!row) throw new Error("Postgres gave no digest.");
  return row;
}
