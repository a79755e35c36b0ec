import { and, count, inArray, isNull, notInArray, type SQL, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { GONE, type Priority } from "../../choices";
import { copies, copyPrivate, wants } from "../../copy-schema";
import { pick } from "../../field";
import { fieldsOf } from "../../fields";
import { type ItemDraft, type KeptCopy, OWN_KEYS, type Photo } from "../../item";
import { LONGEST_OWN, type OwnValues } from "../../own";
import { fieldValues, fields as ownFields } from "../../own-schema";
import { photos } from "../../photo-schema";
import { items, itemTags } from "../../schema";
import { worths } from "../../value-schema";
import { counts, valueOfThisItem, type WrittenSum, worthOfCopy } from "../current-value";
import { isAmong, ofThisItem, picturesOfThisItem, textArray } from "../of-item";
import { gathered } from "../own-values";
import { versionOfItem } from "../version";
import type { Selection } from "./change";
import { BUILT_IN, type TableFields } from "./fields";
import type { Filter } from "./filter";
import { besides, columnOf, meaningOf } from "./meaning";
import { afterPlace, orderBy, type Place, placeOf } from "./order";
import { BY_NAME, type Order } from "./sorted-by";

/** What the table asks of an item. */
export interface TableRow extends Omit<ItemDraft, "copies" | "want" | "template"> {
  readonly id: string;
  readonly slug: string;
  /** The version that a save of one of its cells names. */
  readonly version: string;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** How much it is wanted, or null. */
  readonly wanted: Priority | null;
  /** What its copies are worth, for each currency. */
  readonly value: readonly WrittenSum[];
  readonly copies: readonly (KeptCopy & { readonly own: OwnValues })[];
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

/** The rows of one window of what a filter finds. */
export async function listRows(
  tx: ReadTx,
  fields: TableFields,
  window: Window,
): Promise<TableRow[]> {
  return listWindow(tx, fields, window, inPlace(meaningOf(tx, window.filter, fields)));
}

/** How many rows of a file are read at a time. */
export const SENT = 500;

/** The rows of one window of a selection. */
export async function listSelected(
  tx: ReadTx,
  fields: TableFields,
  window: Omit<Window, "filter"> & { readonly selection: Selection },
): Promise<TableRow[]> {
  return listWindow(tx, fields, window, isSelected(tx, window.selection, fields));
}

/**
 * Ids come first, so that what is read of an item is not read of those passed over, and as an array, so that they are
 * found once and not anew for each item. A window after a known place passes over none.
 */
async function listWindow(
  tx: ReadTx,
  fields: TableFields,
  { order, from, limit }: Omit<Window, "filter">,
  condition: SQL | undefined,
): Promise<TableRow[]> {
  const after = "after" in from ? afterPlace(order, from.after, fields) : undefined;
  const ids = tx
    .select({ id: items.id })
    .from(items)
    .where(and(condition, after))
    .orderBy(...orderBy(order, fields))
    .limit(limit)
    .offset("at" in from ? from.at : 0);
  const rows = await tx
    .select({ ...cells, place: placeOf(order, fields) })
    .from(items)
    .where(sql`${items.id} = any(array(${ids}))`)
    .orderBy(...orderBy(order, fields));
  return rows.map(joined);
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
  const rows = await tx
    .select({ ...cells, place: placeOf(BY_NAME, BUILT_IN) })
    .from(items)
    .where(condition)
    .orderBy(...orderBy(BY_NAME, BUILT_IN))
    .limit(limit);
  return rows.map(joined);
}

/** How many items a filter finds. */
export async function countRows(tx: ReadTx, fields: TableFields, filter: Filter): Promise<number> {
  return countSelected(tx, fields, { filter, except: [] });
}

/** How many items of a selection are in place. */
export async function countSelected(
  tx: ReadTx,
  fields: TableFields,
  selection: Selection,
): Promise<number> {
  const [row] = await tx
    .select({ value: count() })
    .from(items)
    .where(isSelected(tx, selection, fields));
  return row?.value ?? 0;
}

/** What the foot of the table says: copies, what was paid for them and what those held are worth, for each currency. */
export interface Totals {
  readonly copies: number;
  readonly paid: readonly WrittenSum[];
  readonly worth: readonly WrittenSum[];
}

/** Adds up what a filter finds; nothing is added across currencies. */
export async function addUp(tx: ReadTx, fields: TableFields, filter: Filter): Promise<Totals> {
  const rows = await tx
    .select({
      paidIn: copyPrivate.currency,
      worthIn: worths.currency,
      copies: sql<number>`count(*) filter (where ${isHeld})::int`,
      paid: sql<string | null>`sum(${copyPrivate.pricePaid})::text`,
      worth: sql<string | null>`(sum(${worths.amount}) filter (where ${counts}))::text`,
    })
    .from(items)
    .innerJoin(copies, ofThisItem(copies))
    .leftJoin(copyPrivate, besides)
    .leftJoin(worths, worthOfCopy)
    .where(inPlace(meaningOf(tx, filter, fields)))
    .groupBy(copyPrivate.currency, worths.currency);
  return {
    copies: rows.reduce((sum, row) => sum + row.copies, 0),
    paid: added(rows.map(({ paidIn, paid }) => ({ currency: paidIn, minor: paid }))),
    worth: added(rows.map(({ worthIn, worth }) => ({ currency: worthIn, minor: worth }))),
  };
}

/** Sums by currency, exact however large; what has no currency is left out. */
function added(
  parts: readonly { readonly currency: string | null; readonly minor: string | null }[],
): WrittenSum[] {
  const sums = new Map<string, bigint>();
  for (const { currency, minor } of parts)
    if (currency && minor !== null) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(minor));
  return [...sums]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, minor]) => ({ currency, minor: String(minor) }));
}

/** The items of a selection that are in place. */
export function isSelected(tx: ReadTx, selection: Selection, fields: TableFields): SQL | undefined {
  if ("ids" in selection) return inPlace(isAmong(items.id, selection.ids));
  const { filter, except } = selection;
  const others = except.length > 0 ? notInArray(items.id, [...except]) : undefined;
  return inPlace(and(meaningOf(tx, filter, fields), others));
}

const isHeld = sql`${copies.status} <> all(${textArray(GONE)})`;

/** Not in the trash, and what else is asked. */
function inPlace(condition: SQL | undefined): SQL | undefined {
  return and(isNull(items.trashedAt), condition);
}

/** What of a copy, as names and values in turn; of a long text its beginning. */
const ofCopy = sql.join(
  [
    sql`'id', ${copies.id}, 'currency', coalesce(${copyPrivate.currency}, ''), 'placeId', ${copyPrivate.placeId}`,
    ...fieldsOf("copy").map((field) => {
      const column = columnOf(field);
      const begins = sql`left(${column}, ${sql.raw(String(STORY))})`;
      const text = field.type === "long text" ? begins : sql`${column}`;
      const isText = field.type !== "money" && field.type !== "yes/no";
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
  own: sql`${sql`(select coalesce(json_agg(json_build_object('fieldId', ${fieldValues.fieldId}, 'copyId', ${fieldValues.copyId},
    'text', left(${fieldValues.text}, case ${ownFields.type} when 'long text' then ${sql.raw(String(STORY))} else ${sql.raw(String(LONGEST_OWN.link))} end))
    order by ${fieldValues.position}), '[]')
    from ${fieldValues} join ${ownFields} on ${ownFields.tenantId} = ${fieldValues.tenantId} and ${ownFields.id} = ${fieldValues.fieldId}
    where ${ofThisItem(fieldValues)} and ${ownFields.trashedAt} is null)`}`.mapWith(
    parsed<Cells["own"]>,
  ),
  value: valueOfThisItem,
  photo:
    sql`(select json_build_object('key', ${photos.key}, 'colour', ${photos.colour}) from ${photos}
    where ${picturesOfThisItem()} order by ${photos.position}, ${photos.id} limit 1)`.mapWith(
      parsed<TableRow["photo"]>,
    ),
};

type Cells = Omit<TableRow, "own" | "copies"> & {
  readonly copies: readonly KeptCopy[];
  readonly own: Parameters<typeof gathered>[0];
};

/** Puts what stands in the owner's fields where it belongs. */
function joined({ own, copies: kept, ...row }: Cells): TableRow {
  const { item, copies: ofCopies } = gathered(own);
  return {
    ...row,
    own: item,
    copies: kept.map((copy) => ({ ...copy, own: ofCopies[copy.id] ?? {} })),
  };
}

function milliseconds(column: typeof items.createdAt | typeof items.updatedAt) {
  return sql<number>`(extract(epoch from ${column}) * 1000)::float8`;
}

function parsed<Value>(json: string): Value {
  return JSON.parse(json);
}
