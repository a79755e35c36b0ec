import { withTenantRows } from "@/db/rows";
import type { Tenant } from "@/db/scope";
import type { AdminTransaction } from "@/db/servers";
import { deleteSheets, listSheets } from "@/server/intake/sheet-file";

/**
 * Deletes the files of sheets that no row knows of, because whoever stored them was killed before the row was there. Looked
 * for again while nobody writes, because a file lies there before its row does.
 * @throws Error (55P03) when a writer does not end soon, (SW001) while the tenant is sealed; another night will do
 */
export async function forgetLostSheets(tenant: Tenant): Promise<void> {
  const stored = await listSheets(tenant);
  if (stored.length === 0) return;
  await withTenantRows(tenant.database, tenant.id, "write", async ({ sql }) => {
    await sql`select begin_write()`;
    if ((await unknownOf(sql, stored)).length === 0) return;
    await sql`set local lock_timeout = '10s'`;
    await sql`select pg_advisory_xact_lock(hashtextextended('write ' || ${tenant.id}, 0))`;
    await deleteSheets(tenant, await unknownOf(sql, stored));
  });
}

async function unknownOf(sql: AdminTransaction, ids: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select s.id from unnest(${[...ids]}::text[]) s (id)
    where not exists (select from intakes i where i.id::text = s.id)`;
  return rows.map(({ id }) => id);
}
