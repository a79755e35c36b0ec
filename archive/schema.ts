import type { Digest, TenantRows, TenantTable } from "@/db/rows";

/** The newest migration of the database, such as `0001_support.sql`. */
export async function schemaOf({ sql }: TenantRows): Promise<string> {
  const [row] = await sql.unsafe<{ name: string }[]>(
    "select name from ledger.migrations where name <> 'guard' order by name desc limit 1",
  );
  if (!row) throw new Error("The database has no schema.");
  return row.name;
}

/** As `TenantRows.digest`, without columns that came to the table later. */
export async function digestWithout(
  { sql }: TenantRows,
  table: TenantTable,
  added: readonly string[],
): Promise<Digest> {
  const without = `array['tenant_id'${added.map((column) => `, '${column.replaceAll("'", "''")}'`).join("")}]`;
  const [row] = await sql.unsafe<Digest[]>(
    `select count(*)::int as rows, coalesce(md5(string_agg(md5((to_jsonb(t) - ${without})::text), '' order by id)), '') as checksum from "${table.name.replaceAll('"', '""')}" t`,
  );
  if (!row) throw new Error("Postgres gave no digest.");
  return row;
}
