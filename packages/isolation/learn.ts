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
  for (const { name } of tables) {
    const rows = await sql.unsafe<{ key: string; value: string | null; hidden: boolean }[]>(
      `select f.key, f.value, ${hiddenRow(name)} as hidden
        from ${quoted(name)} t, jsonb_each_text(to_jsonb(t)) f where tenant_id = $1 and f.key <> 'tenant_id'`,
      [tenant.id],
    );
    for (const { key, value, hidden } of rows)
      if (value !== null) secrets.learn(tenant.slug, `${name}.${key}`, value, hidden);
  }
}
