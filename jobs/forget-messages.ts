import { withTenantRows } from "@/db/rows";
import type { Tenant } from "@/db/scope";

/** Removes what visitors wrote once the days are over that the site's owner chose. */
export async function forgetMessages(tenant: Tenant): Promise<void> {
  await withTenantRows(tenant.database, tenant.id, "write", async ({ sql }) => {
    await sql`select begin_write()`;
    await sql`delete from messages where created_at < now() - (select make_interval(days => message_days) from site)`;
  });
}
