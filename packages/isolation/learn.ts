import type postgres from "postgres";
import { type Column, quoted, type Table } from "./catalogue";
import type { Secrets } from "./secrets";

/** Learns what stands in a tenant's rows now. */
export async function learnRows(
  sql: postgres.ISql,
  tables: readonly Table[],
  tenant: { readonly id: string; readonly slug: string },
  secrets: Secrets,
): Promise<void> {
  secrets.learn(tenant.slug, "platform tenants.id", tenant.id);
  for (const { name, columns } of tables) {
    const rows = await sql.unsafe<{ key: string; value: string | null; hidden: boolean }[]>(
      `select f.key, f.value, ${hiddenRow(name, columns)} as hidden
        from ${quoted(name)} t, jsonb_each_text(to_jsonb(t)) f where tenant_id = $1 and f.key <> 'tenant_id'`,
      [tenant.id],
    );
    for (const { key, value, hidden } of rows)
      if (value !== null) secrets.learn(tenant.slug, `${name}.${key}`, value, hidden);
  }
}

/** Tables of which no visitor sees a row. */
const PRIVATE = ["members", "sessions", "one_time_tokens", "invitations", "change_sets", "changes"];

/** SQL that says whether a row is kept from the site's own visitors. */
function hiddenRow(table: string, columns: readonly Column[]): string {
  const unseen = "(i.visibility = 'private' or i.trashed_at is not null)";
  if (PRIVATE.includes(table)) return "true";
  if (table === "items") return unseen.replaceAll("i.", "t.");
  if (columns.some(({ name }) => name === "item_id"))
    return `exists (select from items i where i.tenant_id = t.tenant_id and i.id = t.item_id and ${unseen})`;
  return "false";
}
