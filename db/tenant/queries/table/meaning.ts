import {
  and,
  eq,
  exists,
  getTableColumns,
  gte,
  inArray,
  isNotNull,
  lt,
  lte,
  ne,
  not,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { ReadTx } from "@/db/scope";
import { copies, copyPrivate, wants } from "../../copy-schema";
import { pick } from "../../field";
import { fieldsOf } from "../../fields";
import { OWN_KEYS } from "../../item";
import { foldedName } from "../../own";
import { photos } from "../../photo-schema";
import { items, itemTags, itemWords } from "../../schema";
import { isWorth } from "../current-value";
import { ofThisItem, picturesOfThisItem, textArray } from "../of-item";
import { held } from "../standings";
import { askable } from "../text";
import { isOwn, type TableField, type TableFields } from "./fields";
import type { Filter, Test } from "./filter";
import { meaningOfOwn } from "./own-meaning";

/** The columns of an item that a field is read from. */
const ITEM_COLUMNS: Readonly<Record<string, PgColumn>> = {
  ...pick(items, OWN_KEYS),
  createdAt: items.createdAt,
  updatedAt: items.updatedAt,
};

/** The columns of a copy, those that members alone see among them. */
const COPY_COLUMNS: Readonly<Record<string, PgColumn>> = Object.fromEntries(
  [
    ...Object.entries(getTableColumns(copies)),
    ...Object.entries(getTableColumns(copyPrivate)),
  ].filter(([key]) => fieldsOf("copy").some((field) => field.key === key)),
);

/** Joins what members alone know of a copy with it. */
export const besides = sql`${copyPrivate.tenantId} = ${copies.tenantId} and ${copyPrivate.copyId} = ${copies.id}`;

/** How many copies of an item are held. */
export const copiesOfItem: SQL<number> = sql<number>`(select count(*)::int from ${copies} where ${held()})`;

/**
 * What a filter means in SQL. Values are compared by `=`, `<` and `>`, which are leakproof, so that they reach an index
 * under row-level security; `contains` alone reads each of the tenant's own rows.
 */
export function meaningOf(tx: ReadTx, filter: Filter, fields: TableFields): SQL | undefined {
  if ("all" in filter) return and(...filter.all.map((part) => meaningOf(tx, part, fields)));
  // None of no alternatives holds, as for `some` of an empty list.
  if ("any" in filter)
    return filter.any.length === 0
      ? sql`false`
      : or(...filter.any.map((part) => meaningOf(tx, part, fields) ?? sql`true`));
  if ("words" in filter)
    return and(...filter.words.map((word) => exists(itemsWithWord(tx, askable(word)))));
  const field = fields.named(filter.field);
  if (!field) throw new Error(`There is no field ${filter.field}.`);
  return field.type === "place"
    ? ofPlace(tx, field, filter, fields)
    : meaningOfTest(tx, field, filter);
}

function meaningOfTest(tx: ReadTx, field: TableField, test: Test): SQL {
  if (isOwn(field)) return meaningOfOwn(tx, field, test);
  if (field.key === "photo") {
    const one = exists(tx.select({ one: sql`1` }).from(photos).where(picturesOfThisItem()));
    return test.is === "empty" ? not(one) : one;
  }
  if (field.type === "want") {
    const one = exists(tx.select({ one: sql`1` }).from(wants).where(ofThisItem(wants)));
    return test.is === "empty" ? not(one) : one;
  }
  if (field.type === "worth") return ofWorth(test);
  if (field.type === "count") return compared(copiesOfItem, test, Number);
  if (field.type === "moment") return onDays(columnOf(field), test);
  if (field.key === "tags")
    return ofParts(test, (inner) => exists(tagged(tx, inner)), itemTags.tag);
  if (field.of === "copy") {
    const column = columnOf(field);
    if (field.type === "money") return ofMoney(tx, test);
    if (field.type === "yes/no") return exists(copied(tx, isYes(column, test)));
    return ofParts(test, (inner) => exists(copied(tx, inner)), column);
  }
  if (field.type === "yes/no") return isYes(columnOf(field), test);
  return ofText(columnOf(field), test);
}

function isYes(column: PgColumn, test: Test): SQL {
  return eq(column, test.is === "is" && test.value === "yes");
}

/** The column that a field is kept in. */
export function columnOf(field: TableField): PgColumn {
  const column = (field.of === "copy" ? COPY_COLUMNS : ITEM_COLUMNS)[field.key];
  if (!column) throw new Error(`The field ${field.key} has no column.`);
  return column;
}

/** Of several parts, such as tags, one must fit; `is not` and `empty` say that none does. */
function ofParts(test: Test, some: (inner: SQL) => SQL, column: PgColumn): SQL {
  switch (test.is) {
    case "is-not":
      return not(some(ofText(column, { ...test, is: "is" })));
    case "empty":
      return not(some(ne(column, "")));
    default:
      return some(ofText(column, test));
  }
}

function ofText(column: PgColumn, test: Test): SQL {
  switch (test.is) {
    case "is":
      return eq(column, askable(test.value));
    case "is-not":
      return ne(column, askable(test.value));
    case "contains":
      return sql`strpos(lower(${column}), lower(${askable(test.value)})) > 0`;
    case "empty":
      return eq(column, "");
    case "filled":
      return ne(column, "");
    case "between":
      return whole(
        ne(column, ""),
        test.from ? gte(column, askable(test.from)) : undefined,
        // Whatever begins with the last value counts: 1995-06 lies between 1994 and 1995.
        test.to ? lt(column, `${askable(test.to)}\u{10ffff}`) : undefined,
      );
    case "one-of":
      return inArray(column, test.values.map(askable));
  }
}

function compared(value: SQL<number>, test: Test, read: (text: string) => number): SQL {
  switch (test.is) {
    case "is":
      return sql`${value} = ${read(test.value)}`;
    case "is-not":
      return sql`${value} <> ${read(test.value)}`;
    case "between":
      return whole(
        test.from ? sql`${value} >= ${read(test.from)}` : undefined,
        test.to ? sql`${value} <= ${read(test.to)}` : undefined,
      );
    case "one-of":
      return inArray(value, test.values.map(read));
    default:
      throw new Error("A number is always there.");
  }
}

/** Amounts are compared within their currency and never across. */
function ofMoney(tx: ReadTx, test: Test): SQL {
  const priced = sql`${copyPrivate.pricePaid} is not null`;
  if (test.is === "empty") return not(exists(copied(tx, priced)));
  if (test.is === "filled") return exists(copied(tx, priced));
  const bound = (compare: (minor: number) => SQL, text: string) => {
    const [currency = "", minor = ""] = text.split(" ");
    return and(eq(copyPrivate.currency, currency), compare(Number(minor)));
  };
  const price = copyPrivate.pricePaid;
  if (test.is === "is")
    return exists(
      copied(
        tx,
        bound((minor) => sql`${price} = ${minor}::bigint`, test.value),
      ),
    );
  if (test.is !== "between") throw new Error("An amount is compared by what it is.");
  return exists(
    copied(
      tx,
      and(
        priced,
        test.from ? bound((minor) => sql`${price} >= ${minor}::bigint`, test.from) : undefined,
        test.to ? bound((minor) => sql`${price} <= ${minor}::bigint`, test.to) : undefined,
      ),
    ),
  );
}

/** Sums are compared within their currency and never across. */
function ofWorth(test: Test): SQL {
  if (test.is === "empty") return not(isWorth({}));
  if (test.is === "filled") return isWorth({});
  const { from, to } = test.is === "between" ? test : spanOf(test);
  const parts = [from, to].filter(Boolean).map((text) => text.split(" "));
  const [currency = ""] = parts[0] ?? [];
  // Of two currencies no sum is in both.
  if (parts.some(([other]) => other !== currency)) return sql`false`;
  const minor = (text: string) => text.split(" ")[1] || undefined;
  return isWorth({ currency, from: minor(from), to: minor(to) });
}

/** A copy in a place lies in all those that hold it. */
function ofPlace(tx: ReadTx, field: TableField, test: Test, fields: TableFields): SQL {
  const { placeId } = copyPrivate;
  const anyIn = (places: readonly string[]) => {
    const ids = [...new Set(places.flatMap(fields.within))];
    return exists(copied(tx, sql`${placeId} = any(${textArray(ids)}::uuid[])`));
  };
  switch (test.is) {
    case "is":
      return anyIn([test.value]);
    case "is-not":
      return not(anyIn([test.value]));
    case "one-of":
      return anyIn(test.values);
    case "contains": {
      const wanted = foldedName(test.value);
      const called = (id: string) => foldedName(field.words?.[id] ?? "").includes(wanted);
      return anyIn((field.values ?? []).filter(called));
    }
    case "empty":
      return not(exists(copied(tx, isNotNull(placeId))));
    case "filled":
      return exists(copied(tx, isNotNull(placeId)));
    case "between":
      throw new Error("A place lies between no others.");
  }
}

/** Days as the server's clock has them, in UTC. */
function onDays(column: PgColumn, test: Test): SQL {
  const { from, to } = test.is === "between" ? test : spanOf(test);
  const day = (text: string) => sql`(${text}::timestamp at time zone 'UTC')`;
  return whole(
    from ? sql`${column} >= ${day(from)}` : undefined,
    to ? sql`${column} < ${day(to)} + interval '1 day'` : undefined,
  );
}

function spanOf(test: Test): { readonly from: string; readonly to: string } {
  if (test.is !== "is") throw new Error(`Neither a moment nor a sum is compared by ${test.is}.`);
  return { from: test.value, to: test.value };
}

function whole(...parts: readonly (SQL | undefined)[]): SQL {
  return and(...parts) ?? sql`true`;
}

function tagged(tx: ReadTx, condition: SQL) {
  return tx
    .select({ one: sql`1` })
    .from(itemTags)
    .where(and(ofThisItem(itemTags), condition));
}

function copied(tx: ReadTx, condition: SQL | undefined) {
  return tx
    .select({ one: sql`1` })
    .from(copies)
    .leftJoin(copyPrivate, besides)
    .where(and(ofThisItem(copies), condition));
}

/** A range instead of LIKE, which is not leakproof. */
function itemsWithWord(tx: ReadTx, word: string) {
  return tx
    .select({ one: sql`1` })
    .from(itemWords)
    .where(
      and(
        ofThisItem(itemWords),
        gte(itemWords.word, word),
        lte(itemWords.word, `${word}\u{10ffff}`),
      ),
    );
}
