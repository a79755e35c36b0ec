import { and, asc, desc, eq, isNotNull, ne, not, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { UUID } from "@/base/uuid";
import { PRIORITIES } from "../../choices";
import { copies, copyPrivate, wants } from "../../copy-schema";
import { MOST_OWN } from "../../own";
import { fieldValues } from "../../own-schema";
import { items, itemTags } from "../../schema";
import { valueKeyOfThisItem } from "../current-value";
import { ofThisItem, textArray } from "../of-item";
import { isAlwaysThere, type TableField, type TableFields } from "./fields";
import { isDay } from "./filter";
import { besides, columnOf, copiesOfItem } from "./meaning";
import { isSortable, type Order } from "./sorted-by";

/** Where a row stands in an order, so that the next rows can be asked for without counting those before. */
export interface Place {
  readonly empty: boolean;
  /** As Postgres writes it. */
  readonly value: string | null;
  readonly id: string;
}

/** What rows are ordered by: first whether it is empty, then its value, then their id. */
interface Ordering {
  /** Null where each row has a value. */
  readonly empty: SQL<boolean> | null;
  /** Whether what is empty is null: then its value alone says where it stands, and is worked out once for each row. */
  readonly isNull?: true;
  readonly value: SQL;
  /** To read a place's value as. */
  readonly type: "text" | "int" | "bigint" | "timestamptz" | "numeric" | "date";
  readonly down: boolean;
}

/** The expressions by which rows are sorted. */
export function orderBy(order: Order, fields: TableFields): SQL[] {
  const { empty, isNull, value, down } = orderingOf(order, fields);
  const turn = down ? desc : asc;
  if (isNull) return [sql`${turn(value)} nulls last`, turn(items.id)];
  return [...(empty ? [asc(empty)] : []), turn(value), turn(items.id)];
}

/** Those that come after a place. */
export function afterPlace(order: Order, place: Place, fields: TableFields): SQL | undefined {
  const { empty, value, type, down } = orderingOf(order, fields);
  const than = sql.raw(down ? "<" : ">");
  const known = sql`${place.value}::${sql.raw(type)}`;
  const later = sql`(${value}, ${items.id}) ${than} (${known}, ${place.id}::uuid)`;
  if (!empty) return later;
  const lastOnes = sql`${items.id} ${than} ${place.id}::uuid`;
  return place.empty ? and(empty, lastOnes) : or(and(not(empty), later), empty);
}

/** Where a row stands, as JSON of a Place. */
export function placeOf(order: Order, fields: TableFields): SQL<Place> {
  const { empty, value } = orderingOf(order, fields);
  return sql`json_build_object('empty', ${empty ?? sql`false`}, 'value', ${value}::text, 'id', ${items.id})`.mapWith(
    (json: string): Place => JSON.parse(json),
  );
}

const WRITTEN: Readonly<Record<Ordering["type"], RegExp>> = {
  text: /^\P{Cc}*$/u,
  int: /^\d{1,9}$/,
  bigint: /^-?\d{1,18}$/,
  numeric: /^-?\d{1,40}(?:\.\d{1,40})?$/,
  date: /^\d{4}-\d\d-\d\d$/,
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d(?::\d\d)?$/,
};

/** Reads what a row said of its own place; null where no row of this order can have said it. */
export function readPlace(order: Order, text: string, fields: TableFields): Place | null {
  if (text.length > 1000) return null;
  try {
    const { empty, value, id }: Record<string, unknown> = { ...JSON.parse(text) };
    if (typeof id !== "string" || !UUID.test(id) || typeof empty !== "boolean") return null;
    if (value === null) return empty ? { empty, value, id } : null;
    const { type } = orderingOf(order, fields);
    const fits = typeof value === "string" && WRITTEN[type].test(value);
    const isReal =
      fits && (type === "timestamptz" ? isMoment(value) : type !== "date" || isDay(value));
    return isReal ? { empty, value, id } : null;
  } catch {
    return null;
  }
}

/** Whether there is such a day and such a time, as Postgres writes them in UTC and elsewhere. */
function isMoment(written: string): boolean {
  const [day = "", time = ""] = written.split(" ");
  return (
    isDay(day) &&
    /^(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d+)?[+-](?:0\d|1[0-4])(?::[0-5]\d)?$/.test(time)
  );
}

function orderingOf({ key, down }: Order, fields: TableFields): Ordering {
  const field = fields.named(key);
  if (!field || !isSortable(key, fields)) throw new Error(`Nothing is ordered by ${key}.`);
  return { ...sortedBy(field), down };
}

function sortedBy(field: TableField): Omit<Ordering, "down"> {
  if (field.type === "count") return { empty: null, value: copiesOfItem, type: "int" };
  if (field.type === "worth") {
    const value = valueKeyOfThisItem;
    return { empty: sql<boolean>`(${value} is null)`, isNull: true, value, type: "text" };
  }
  if (field.type === "moment")
    return { empty: null, value: sql`${columnOf(field)}`, type: "timestamptz" };
  if (field.type === "want") {
    const rank = sql`array_position(${textArray([...PRIORITIES].reverse())}, ${wants.priority})`;
    return ofParts(sql`min(${rank})`, wants, undefined, "int");
  }
  if (field.own) return byOwn(field, field.own);
  if (field.type === "place") return byPlace(field);
  if (field.key === "tags")
    return ofParts(sql`min(lower(${itemTags.tag}))`, itemTags, undefined, "text");
  // As the shelf has it, whose index this is.
  if (field.key === "name") return { empty: null, value: sql`${items.sortName}`, type: "text" };
  const column = columnOf(field);
  if (field.type === "money") return ofParts(sql`max(${column})`, copies, undefined, "bigint");
  if (field.values) {
    const rank = sql`array_position(${textArray(field.values)}, ${column})`;
    return field.of === "copy"
      ? ofParts(sql`min(${rank})`, copies, ne(column, ""), "int")
      : { empty: isAlwaysThere(field) ? null : emptyText(column), value: rank, type: "int" };
  }
  if (field.type === "yes/no") return ofParts(sql`max(${column}::int)`, copies, undefined, "int");
  const text = field.type === "text" ? sql`lower(${column})` : sql`${column}`;
  return field.of === "copy"
    ? ofParts(sql`min(${text})`, copies, ne(column, ""), "text")
    : { empty: isAlwaysThere(field) ? null : emptyText(column), value: text, type: "text" };
}

/** The least of what an item or its copies have in an owner's field: a choice in the order of the choices. */
function byOwn(field: TableField, id: string): Omit<Ordering, "down"> {
  const least = (value: SQL, type: Ordering["type"]) =>
    ofParts(sql`min(${value})`, fieldValues, eq(fieldValues.fieldId, id), type);
  switch (field.type) {
    case "number":
    case "money":
    case "yes/no":
      return least(sql`${fieldValues.number}`, "numeric");
    case "date":
      return least(sql`${fieldValues.since}`, "date");
    case "choice": {
      const rank = sql`array_position(${textArray(field.values ?? [])}, ${fieldValues.text})`;
      return least(sql`coalesce(${rank}, ${MOST_OWN.choices}::int + 1)`, "int");
    }
    default:
      return least(sql`${fieldValues.folded}`, "text");
  }
}

/** As the tree of places is drawn, from the top. */
function byPlace({ values = [] }: TableField): Omit<Ordering, "down"> {
  const { placeId } = copyPrivate;
  const rank = sql`array_position(${textArray(values)}::uuid[], ${placeId})`;
  return ofParts(sql`min(${rank})`, copies, isNotNull(placeId), "int");
}

function emptyText(column: PgColumn): SQL<boolean> {
  return sql<boolean>`(${column} = '')`;
}

/** The least or greatest of an item's parts. */
function ofParts(
  value: SQL,
  table: typeof copies | typeof itemTags | typeof wants | typeof fieldValues,
  condition: SQL | undefined,
  type: Ordering["type"],
): Omit<Ordering, "down"> {
  const from =
    table === copies ? sql`${copies} left join ${copyPrivate} on ${besides}` : sql`${table}`;
  const one = sql`(select ${value} from ${from} where ${and(ofThisItem(table), condition)})`;
  return { empty: sql<boolean>`(${one} is null)`, isNull: true, value: one, type };
}
