import type { TenantRows } from "@/db/rows";

/**
 * The newest migration of the database, such as `0001_support.sql`; of a tenant whose words or facets are still to be made
 * anew the one before, so that whoever restores the archive makes them.
 */
export async function schemaOf({ sql }: TenantRows): Promise<string> {
  const [row] = await sql.unsafe<{ name: string }[]>(
    `select name from ledger.migrations where name <> 'guard' order by name desc
      offset (select least(count(*), 1) from ledger.outdated) limit 1`,
  );
  if (!row) throw new Error("The database has no schema.");
  return row.name;
}
