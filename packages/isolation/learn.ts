import type postgres from "postgres";
import { quoted, type Table } from "./catalogue";
import type { Secrets } from "./secrets";
import { hiddenRow } from "./seen-rows";

/** Learns what stands in a tenant's rows now. */
export async function learnRows(
  sql: postgres.ISql,
  tables: readonly Table[],
  tenant: { readonly id: string; readonly slug: string },
  secrets: Secrets,
): Promise<void> {
  secrets.learn(tenant.slug, "platform tenants.id", tenant.id);
  for await (const { place, value, hidden } of valuesOf(sql, tables, tenant.id))
    secrets.learn(tenant.slug, place, value, hidden);
}

/** Learns what a tenant's own people have put before its visitors since, such as an item that was brought back. */
export async function learnSeen(
  sql: postgres.ISql,
  tables: readonly Table[],
  tenant: { readonly id: string; readonly slug: string },
  secrets: Secrets,
): Promise<void> {
  for await (const { place, value, hidden } of valuesOf(sql, tables, tenant.id)) {
    if (hidden) continue;
    secrets.show(tenant.slug, value);
    if (place === "photos.key") secrets.showKey(tenant.slug, value);
  }
}

/** Every value of a tenant's rows, with whether it is hidden from its visitors now. */
async function* valuesOf(sql: postgres.ISql, tables: readonly Table[], tenantId: string) {
  for (const { name } of tables) {
    const rows = await sql.unsafe<{ key: string; value: string | null; hidden: boolean }[]>(
      `select f.key, f.value, ${hiddenRow(name)} as hidden
        from ${quoted(name)} t, jsonb_each_text(to_jsonb(t)) f where tenant_id = $1 and f.key <> 'tenant_id'`,
      [tenantId],
    );
    for (const { key, value, hidden } of rows)
      if (value !== null) yield { place: `${name}.${key}`, value, hidden };
  }
}
