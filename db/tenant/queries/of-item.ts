import { and, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { ReadTx } from "@/db/scope";
import { copies, type wants } from "../copy-schema";
import type { itemFacets } from "../facet-schema";
import type { fieldValues } from "../own-schema";
import { photos } from "../photo-schema";
import { items, type itemTags, type itemWords } from "../schema";
import { askable } from "./text";

type OfItem =
  | typeof wants
  | typeof copies
  | typeof photos
  | typeof itemTags
  | typeof itemWords
  | typeof fieldValues
  | typeof itemFacets;

/** Where an item is named: in its own row, or in one that hangs on it. */
export interface ItemAtHand {
  readonly tenantId: PgColumn;
  readonly id: PgColumn;
}

/** For a subquery of a query on items: the rows that hang on the item at hand. */
export function ofThisItem(table: OfItem, { tenantId, id }: ItemAtHand = items): SQL {
  return sql`${table.tenantId} = ${tenantId} and ${table.itemId} = ${id}`;
}

/** For a subquery of a query on items: the photos that show the item or a copy of it, and not a certificate. */
export function picturesOfThisItem(): SQL {
  return sql`${ofThisItem(photos)} and (${photos.copyId} is null or not ${photos.ofCertificate})`;
}

/** One parameter whatever the number of values, so that the statement can be prepared once. */
export function textArray(values: readonly string[]): SQL {
  const quoted = values.map((value) => `"${askable(value).replace(/["\\]/g, "\\$&")}"`);
  return sql`${`{${quoted.join(",")}}`}::text[]`;
}

/** As `inArray` for ids, with one parameter: thousands took longer to write down than the rows to change. */
export function isAmong(column: PgColumn, ids: readonly string[]): SQL {
  return sql`${column} = any(${textArray(ids)}::uuid[])`;
}

/** The copies of the item at hand that a condition finds, for `exists`. */
export function copiesWhere(tx: ReadTx, condition: SQL | undefined) {
  return tx
    .select({ one: sql`1` })
    .from(copies)
    .where(and(ofThisItem(copies), condition));
}
