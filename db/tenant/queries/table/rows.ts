import { and, asc, count, inArray, isNull, notInArray, type SQL, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { GONE, type Priority } from "../../choices";
import { copies, copyPrivate, wants } from "../../copy-schema";
import { pick } from "../../field";
import { type ItemDraft, type KeptCopy, OWN_KEYS, type Photo } from "../../item";
import { photos } from "../../photo-schema";
import { items, itemTags } from "../../schema";
import { versionOfItem } from "../items";
import { ofThisItem, textArray } from "../of-item";
import type { Selection } from "./change";
import { TABLE_FIELDS } from "./fields";
import type { Filter } from "./filter";
import { besides, columnOf, meaningOf } from "./meaning";
import { afterPlace, orderBy, type Place, placeOf } from "./order";
import { BY_NAME, type Order } from "./sorted-by";

/** What the table asks of an item. */
export interface TableRow extends Omit<ItemDraft, "copies" | "want" | "own" | "template"> {
  readonly id: string;
  readonly slug: string;
  /** The version that a save of one of its cells names. */
  readonly version: string;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** How much it is wanted, or null. */
  readonly wanted: Priority | null;
  readonly copies: readonly KeptCopy[];
  readonly photo: Pick<Photo, "key" | "colour"> | null;
  readonly place: Place;
}

/** Which rows: those after a place, or from a number on where no row before it is known. */
export interface Window {
  readonly filter: Filter;
  readonly order: Order;
  readonly from: { readonly after: Place } | { readonly at: number };
  readonly limit: number;
}

/** How much of a story stands in a cell. */
const STORY = 200;

/**
 * The rows of one window. Ids come first, so that what is read of an item is not read of those passed over; a window
 * after a known place passes over none.
 */
export async function listRows(tx: ReadTx, window: Window): Promise<TableRow[]> {
  return tx
    .select({ ...cells, place: placeOf(window.order) })
    .from(items)
    .where(inArray(items.id, idsOf(tx, window)))
    .orderBy(...orderBy(window.order));
}

/** The rows of these ids that are in place, in any order. */
export async function pickRows(tx: ReadTx, ids: readonly string[]): Promise<TableRow[]> {
  return listChosen(tx, inPlace(inArray(items.id, [...ids])), ids.length);
}

/** The first rows of a condition, by their names. */
export async function listChosen(
  tx: ReadTx,
  condition: SQL | undefined,
  limit: number,
): Promise<TableRow[]> {
  return tx
    .select({ ...cells, place: placeOf(BY_NAME) })
    .from(items)
    .where(condition)
    .orderBy(...orderBy(BY_NAME))
    .limit(limit);
}

/** The next rows of a selection, in an order. @param after the last of those before, or null */
export async function listSelected(
  tx: ReadTx,
  selection: Selection,
  order: Order,
  after: Place | null,
): Promise<TableRow[]> {
  const ids = tx
    .select({ id: items.id })
    .from(items)
    .where(and(isSelected(tx, selection), after ? afterPlace(order, after) : undefined))
    .orderBy(...orderBy(order))
    .limit(SENT);
  return tx
    .select({ ...cells, place: placeOf(order) })
    .from(items)
    .where(inArray(items.id, ids))
    .orderBy(...orderBy(order));
}

/** How many rows of a file are read at a time. */
const SENT = 500;

/** How many items a filter finds. */
export async function countRows(tx: ReadTx, filter: Filter): Promise<number> {
  const [row] = await tx
    .select({ value: count() })
    .from(items)
    .where(inPlace(meaningOf(tx, filter)));
  return row?.value ?? 0;
}

/** What the foot of the table says: copies, and what was paid for them, for each currency. */
export interface Totals {
  readonly copies: number;
  readonly paid: readonly { readonly currency: string; readonly minor: number }[];
}

/** Adds up what a filter finds; nothing is added across currencies. */
export async function addUp(tx: ReadTx, filter: Filter): Promise<Totals> {
  const rows = await tx
    .select({
      currency: copyPrivate.currency,
      copies: sql<number>`count(*) filter (where ${isHeld})::int`,
      minor: sql<string | null>`sum(${copyPrivate.pricePaid})::text`,
    })
    .from(items)
    .innerJoin(copies, ofThisItem(copies))
    .leftJoin(copyPrivate, besides)
    .where(inPlace(meaningOf(tx, filter)))
    .groupBy(copyPrivate.currency)
    .orderBy(asc(copyPrivate.currency));
  return {
    copies: rows.reduce((sum, row) => sum + row.copies, 0),
    paid: rows.flatMap(({ currency, minor }) =>
      currency && minor !== null ? [{ currency, minor: Number(minor) }] : [],
    ),
  };
}

/** The items of a selection that are in place. */
export function isSelected(tx: ReadTx, selection: Selection): SQL | undefined {
  if ("ids" in selection) return inPlace(inArray(items.id, [...selection.ids]));
  const { filter, except } = selection;
  const others = except.length > 0 ? notInArray(items.id, [...except]) : undefined;
  return inPlace(and(meaningOf(tx, filter), others));
}

const isHeld = sql`${copies.status} <> all(${textArray(GONE)})`;

/** Not in the trash, and what else is asked. */
function inPlace(condition: SQL | undefined): SQL | undefined {
  return and(isNull(items.trashedAt), condition);
}

function idsOf(tx: ReadTx, { filter, order, from, limit }: Window) {
  const after = "after" in from ? afterPlace(order, from.after) : undefined;
  return tx
    .select({ id: items.id })
    .from(items)
    .where(and(inPlace(meaningOf(tx, filter)), after))
    .orderBy(...orderBy(order))
    .limit(limit)
    .offset("at" in from ? from.at : 0);
}

/** What of a copy, as names and values in turn; of a long text its beginning. */
const ofCopy = sql.join(
  [
    sql`'id', ${copies.id}, 'currency', coalesce(${copyPrivate.currency}, '')`,
    ...TABLE_FIELDS.filter(({ of }) => of === "copy").map((field) => {
      const column = columnOf(field);
      const begins = sql`left(${column}, ${sql.raw(String(STORY))})`;
      const text = field.type === "long text" ? begins : sql`${column}`;
      const isText = field.type !== "money" && field.type !== "number" && field.type !== "yes/no";
      return sql`${sql.raw(`'${field.key}'`)}, ${isText ? sql`coalesce(${text}, '')` : text}`;
    }),
  ],
  sql`, `,
);

const cells = {
  id: items.id,
  slug: items.slug,
  version: versionOfItem,
  ...pick(items, OWN_KEYS),
  story: sql<string>`left(${items.story}, ${sql.raw(String(STORY))})`,
  createdAt: milliseconds(items.createdAt),
  updatedAt: milliseconds(items.updatedAt),
  tags: sql`(select coalesce(json_agg(${itemTags.tag} order by ${itemTags.tag}), '[]') from ${itemTags}
    where ${ofThisItem(itemTags)})`.mapWith(parsed<string[]>),
  wanted: sql<Priority | null>`${sql`(select ${wants.priority} from ${wants} where ${ofThisItem(wants)})`}`,
  // Within another template a column keeps the name of its table.
  copies:
    sql`${sql`(select coalesce(json_agg(json_build_object(${ofCopy}) order by ${copies.position}, ${copies.id}), '[]')
    from ${copies} left join ${copyPrivate} on ${besides} where ${ofThisItem(copies)})`}`.mapWith(
      parsed<KeptCopy[]>,
    ),
  photo:
    sql`(select json_build_object('key', ${photos.key}, 'colour', ${photos.colour}) from ${photos}
    where ${ofThisItem(photos)} order by ${photos.position}, ${photos.id} limit 1)`.mapWith(
      parsed<TableRow["photo"]>,
    ),
};

function milliseconds(column: typeof items.createdAt | typeof items.updatedAt) {
  return sql<number>`(extract(epoch from ${column}) * 1000)::float8`;
}

function parsed<Value>(json: string): Value {
  return JSON.parse(json);
}
