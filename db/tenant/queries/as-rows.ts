import { getTableColumns, is, SQL, sql } from "drizzle-orm";
import { type PgColumn, PgJsonb, type PgTable } from "drizzle-orm/pg-core";

/**
 * Rows for `insert(table).select(…)`, in one parameter. A statement with a parameter for each value takes longer to be made and
 * read than its rows take to be written.
 * @param rows each with the same keys; what they lack becomes what the schema says
 */
export function asRows<Table extends PgTable>(
  table: Table,
  rows: readonly Table["$inferInsert"][],
): SQL {
  const given = new Set(rows.flatMap((row) => Object.keys(row)));
  const columns = Object.entries(getTableColumns(table))
    .filter(([, column]) => !column.generated)
    .map(([key, column]) => ({ key, column, made: column.defaultFn?.() ?? column.default }));
  const values = columns.map(({ key, column, made }) =>
    is(made, SQL) && !given.has(key) ? made : sql`r.${sql.identifier(column.name)}`,
  );
  const written = rows.map((row: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      columns.map(({ key, column, made }) => [
        column.name,
        asJson(column, row[key] === undefined && !is(made, SQL) ? made : row[key]),
      ]),
    ),
  );
  const json = JSON.stringify(written);
  return sql`select ${sql.join(values, sql`, `)} from jsonb_populate_recordset(null::${table}, ${json}::jsonb) as r`;
}

/** Half a letter becomes the sign that the connection would make of it. */
function asJson(column: PgColumn, value: unknown): unknown {
  if (value === undefined || value === null || is(column, PgJsonb)) return value;
  const driven = column.mapToDriverValue(value);
  return typeof driven === "string" ? driven.toWellFormed() : driven;
}
