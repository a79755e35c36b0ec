import { and, eq, exists, gte, lt, not, or, type SQL, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { comparableOf, foldedName } from "../../own";
import { fieldValues } from "../../own-schema";
import { ofThisItem } from "../of-item";
import { askable } from "../text";
import type { OwnTableField, TableField } from "./fields";
import type { Test } from "./filter";

/**
 * What a test of an owner's field means. Of several values, of the item or of its copies, one must fit; `is not` and
 * `empty` say that none does. Values are compared by the columns that an index has.
 */
export function meaningOfOwn(tx: ReadTx, field: OwnTableField, test: Test): SQL {
  const some = (condition?: SQL) => exists(valuesOfItem(tx, field.own, condition));
  switch (test.is) {
    case "empty":
      return not(some());
    case "filled":
      return some();
    case "is":
      return some(equals(field, test.value));
    case "is-not":
      return not(some(equals(field, test.value)));
    case "one-of":
      return some(or(...test.values.map((value) => equals(field, value))));
    case "contains":
      return some(contains(field, test.value));
    case "between":
      return some(between(field, test.from, test.to));
  }
}

/** The values of the item at hand in a field, for `exists`. */
export function valuesOfItem(tx: ReadTx, fieldId: string, condition?: SQL) {
  return tx
    .select({ one: sql`1` })
    .from(fieldValues)
    .where(and(ofThisItem(fieldValues), eq(fieldValues.fieldId, fieldId), condition));
}

/** `USD 599`, as the table has amounts, as the values of a field have them. */
export function writtenAs({ type }: Pick<TableField, "type">, value: string): string {
  return type === "money" ? value.split(" ").reverse().join(" ") : askable(value);
}

function equals(field: OwnTableField, value: string): SQL | undefined {
  const { folded, number } = comparable(field, value);
  if (number !== null)
    return and(
      sql`${fieldValues.number} = ${number}::numeric`,
      field.type === "money" ? eq(fieldValues.text, writtenAs(field, value)) : undefined,
    );
  if (field.type === "date") return eq(fieldValues.text, value);
  // Of a link only the beginning is compared.
  const isWhole = field.type === "link" ? eq(fieldValues.text, askable(value)) : undefined;
  return and(eq(fieldValues.folded, folded), isWhole);
}

function contains(field: OwnTableField, value: string): SQL {
  return field.type === "long text" || field.type === "link"
    ? sql`strpos(lower(${fieldValues.text}), lower(${askable(value)})) > 0`
    : sql`strpos(${fieldValues.folded}, ${foldedName(askable(value))}) > 0`;
}

function between(field: OwnTableField, from: string, to: string): SQL | undefined {
  const [low, high] = [comparable(field, from), comparable(field, to)];
  if (field.type === "money" && from && to && from.slice(0, 3) !== to.slice(0, 3))
    return sql`false`;
  if (field.type === "date")
    return and(
      from ? sql`${fieldValues.since} >= ${low.since}::date` : undefined,
      to ? sql`${fieldValues.since} <= ${high.until}::date` : undefined,
    );
  if (field.type === "number" || field.type === "money")
    return and(
      from ? sql`${fieldValues.number} >= ${low.number}::numeric` : undefined,
      to ? sql`${fieldValues.number} <= ${high.number}::numeric` : undefined,
      // Amounts are compared within their currency and never across.
      field.type === "money"
        ? sql`right(${fieldValues.text}, 3) = ${(from || to).slice(0, 3)}`
        : undefined,
    );
  return and(
    from ? gte(fieldValues.folded, low.folded) : undefined,
    // Whatever begins with the last value counts, as in the fields that are built in.
    to ? lt(fieldValues.folded, `${high.folded}\u{10ffff}`) : undefined,
  );
}

function comparable(field: OwnTableField, value: string) {
  return comparableOf(field.type, writtenAs(field, value));
}
