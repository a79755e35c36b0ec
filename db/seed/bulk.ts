import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { WriteTx } from "@/db/scope";
import { currentTenant } from "@/db/tenant/table";

/** A row with a value for every column except the tenant's, which the scope sets, and what the database works out. */
export type FullRow<Table extends PgTable> = Required<
  Omit<
    Table["$inferSelect"],
    | "tenantId"
    | "hidden"
    | (Table["$inferSelect"] extends { withheld: boolean } ? "withheld" | "keptOff" : never)
  >
>;

/**
 * Inserts any number of rows in one statement whose text does not depend on how many there are, so that
 * Postgres plans it once: the rows travel as one JSON parameter.
 */
export async function insertAll<Table extends PgTable>(
  tx: WriteTx,
  table: Table,
  rows: readonly FullRow<Table>[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.entries(getTableColumns(table)).filter(([, column]) => !column.generated);
  const values: SQL[] = columns.map(([key]) =>
    key === "tenantId" ? currentTenant : sql`r.${sql.identifier(key)}`,
  );
  const shape: SQL[] = columns
    .filter(([key]) => key !== "tenantId")
    .map(([key, column]) => sql`${sql.identifier(key)} ${sql.raw(column.getSQLType())}`);
  await tx.insert(table).select(
    sql`select ${sql.join(values, sql`, `)}
      from json_to_recordset(${JSON.stringify(rows)}::text::json) as r(${sql.join(shape, sql`, `)})`,
  );
}
