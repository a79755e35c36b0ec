import { and, asc, eq, ne, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { ReadTx } from "@/db/scope";
import { copies, copyPrivate } from "../../copy-schema";
import { fieldValues } from "../../own-schema";
import { items, itemTags } from "../../schema";
import type { TableFields } from "./fields";
import { columnOf } from "./meaning";

/** How many values are offered. */
const MOST = 500;

/** The values that a field has anywhere on the site, to be offered while typing; of other fields none. */
export async function listKnown(tx: ReadTx, fields: TableFields, key: string): Promise<string[]> {
  const field = fields.named(key);
  if (field?.own && field.type === "text")
    return distinct(tx, fieldValues.text, fieldValues, eq(fieldValues.fieldId, field.own));
  if (field?.key === "tags") return distinct(tx, itemTags.tag, itemTags);
  if (field?.type !== "text" || field.own) return [];
  const table = field.of === "item" ? items : field.seenBy === "members" ? copyPrivate : copies;
  return distinct(tx, columnOf(field), table);
}

async function distinct(
  tx: ReadTx,
  column: PgColumn,
  table: typeof items | typeof copies | typeof copyPrivate | typeof itemTags | typeof fieldValues,
  condition?: SQL,
): Promise<string[]> {
  const value: SQL<string> = sql<string>`${column}`;
  const rows = await tx
    .selectDistinct({ value })
    .from(table)
    .where(and(ne(column, ""), condition))
    .orderBy(asc(value))
    .limit(MOST);
  return rows.map((row) => row.value);
}
