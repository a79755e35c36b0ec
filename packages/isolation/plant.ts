import type postgres from "postgres";
import { type Column, quoted, type Table } from "./catalogue";
import { learnRows } from "./learn";
import { makeCanary, type Secrets } from "./secrets";

/** Fields that can hold no canary, each with the reason: `items.status: items_status`. */
export type Spared = readonly string[];

/**
 * Puts a canary of 128 random bits into every field of every row of a tenant that can hold one, and learns
 * those, the ids and the hashes that are there. Returns the fields that can't (numbers, flags, values from a
 * list), each with the reason.
 * @param sql an administrator's connection
 */
export async function plantRows(
  sql: postgres.Sql,
  tables: readonly Table[],
  tenant: { readonly id: string; readonly slug: string },
  secrets: Secrets,
): Promise<Spared> {
  const spared: string[] = [];
  await sql.begin(async (tx) => {
    await tx.unsafe("set local app.restoring = 'on'; set local app.audience = 'members'");
    await tx.unsafe(`set local app.tenant_id = '${tenant.id}'`);
    for (const table of tables)
      for (const column of table.columns) {
        const reason = await plantColumn(tx, table, column, tenant.id);
        if (reason) spared.push(`${table.name}.${column.name}: ${reason}`);
      }
  });
  await learnRows(sql, tables, tenant, secrets);
  return spared;
}

/** Fields of these types hold no text; ids are random themselves. */
const TYPED = /^(uuid|boolean|integer|bigint|smallint|numeric|double|real|date|timestamp)/;

async function plantColumn(
  tx: postgres.TransactionSql,
  table: Table,
  { name, type }: Column,
  tenantId: string,
): Promise<string | null> {
  if (TYPED.test(type)) return `it is ${type}`;
  const [column, on] = [quoted(name), quoted(table.name)];
  const rows = await tx.unsafe<{ id: string; value: string | null }[]>(
    `select id, ${column}::text as value from ${on} where tenant_id = $1 order by id`,
    [tenantId],
  );
  let reason: string | null = rows.length === 0 ? "there is no row" : null;
  for (const { id, value } of rows) {
    // A hash, or a canary that came with the row.
    if (/[0-9a-f]{32}/.test(value ?? "")) continue;
    reason = await plantField(
      tx,
      // As a text first: what the driver takes for JSON it writes as JSON once more.
      `update ${on} set ${column} = $1::text::${type} where tenant_id = '${tenantId}' and id = '${id}'`,
      type,
      value,
    );
    if (reason) break;
  }
  return reason;
}

async function plantField(
  tx: postgres.TransactionSql,
  update: string,
  type: string,
  value: string | null,
): Promise<string | null> {
  const canary = makeCanary();
  const planted =
    type === "jsonb" || type === "json"
      ? withinJson(value, canary)
      : `${value ?? ""}${value ? "-" : ""}${canary}`;
  try {
    await tx.savepoint((inner) => inner.unsafe(update, [planted]));
    return null;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.message;
  }
}

/** As one more entry of an object or list. */
function withinJson(value: string | null, canary: string): string {
  const parsed: unknown = JSON.parse(value ?? "{}");
  if (Array.isArray(parsed)) return JSON.stringify([...parsed, canary]);
  return JSON.stringify(typeof parsed === "object" ? { ...parsed, canary } : canary);
}
