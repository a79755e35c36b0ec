import { and, asc, count, desc, eq, ne, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { ReadTx } from "@/db/scope";
import { copies } from "../copy-schema";
import { items } from "../schema";
import { textArray } from "./of-item";

/** How many items have a value. */
interface Counted {
  readonly value: string;
  readonly count: number;
}

/** Counts values as they are spelled first, and puts those of one case together after: a few instead of all. */
export async function countSpelled(
  tx: ReadTx,
  column: PgColumn,
  where: SQL | undefined,
): Promise<Counted[]> {
  const spelled = tx
    .select({ value: sql<string>`${column}`.as("value"), rows: count().as("rows") })
    .from(items)
    .where(and(where, ne(column, "")))
    .groupBy(column)
    .as("spelled");
  const all = sql<number>`sum(${spelled.rows})::int`;
  return tx
    .select({ value: spelledMost(spelled.value, spelled.rows), count: all })
    .from(spelled)
    .groupBy(inOneCase(spelled.value))
    .orderBy(desc(all), asc(inOneCase(spelled.value)));
}

/** The same over copies: an item counts once for a value, in whatever cases its copies have it. */
export async function countSpelledOfCopies(
  tx: ReadTx,
  column: PgColumn,
  where: SQL | undefined,
): Promise<Counted[]> {
  const each = tx.$with("each").as(
    tx
      .select({
        itemId: copies.itemId,
        value: sql<string>`${column}`.as("value"),
        rows: count().as("rows"),
      })
      .from(items)
      .innerJoin(copies, and(eq(copies.tenantId, items.tenantId), eq(copies.itemId, items.id)))
      .where(and(where, ne(column, "")))
      .groupBy(copies.itemId, column),
  );
  const spelled = tx.$with("spelled").as(
    tx
      .select({
        value: sql<string>`${each.value}`.as("spelling"),
        rows: sql<number>`sum(${each.rows})`.as("all_rows"),
        items: count().as("items"),
      })
      .from(each)
      .groupBy(each.value),
  );
  const inAnyCase = sql`(select count(distinct item_id) from each where value = any(array_agg(${spelled.value})))`;
  return tx
    .with(each, spelled)
    .select({
      value: spelledMost(spelled.value, spelled.rows),
      count: sql<number>`(case when count(*) = 1 then min(${spelled.items}) else ${inAnyCase} end)::int`,
    })
    .from(spelled)
    .groupBy(inOneCase(spelled.value))
    .orderBy(asc(inOneCase(spelled.value)));
}

/** Whether a column holds one of the values, in whatever case. */
export function anyInOneCase(column: PgColumn, values: readonly string[]): SQL {
  return sql`${inOneCase(column)} = any(array(select lower(one collate "und-x-icu") from unnest(${textArray(values)}) one))`;
}

/** Values that differ in case are one. */
function inOneCase(column: PgColumn | SQL.Aliased<string>): SQL {
  return sql`lower(${column} collate "und-x-icu")`;
}

/** In the spelling that most rows have. */
function spelledMost(value: SQL.Aliased<string>, rows: SQL.Aliased<number>): SQL<string> {
  return sql<string>`(array_agg(${value} order by ${rows} desc, ${value}))[1]`;
}
