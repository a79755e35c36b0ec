import type { Change } from "@/db/tenant/queries/table/change";
import { isOwn, type TableField, type TableFields } from "@/db/tenant/queries/table/fields";
import {
  emptyCopy,
  emptyValues,
  type ItemValues,
  ItemValuesSchema,
} from "@/server/items/item-values";
import { readTyped } from "@/server/items/own-typed";
import { codeOf, yesOrNo } from "@/server/items/typed-choice";
import { type Typed, typedInOwn, typedPlace } from "@/server/items/typed-own";

/** What a person has typed for a field, read as the item's form reads it. */
export type ReadCell =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: string };

/** A change as the browser sends it: what is set is text as typed, with the currency beside an amount. */
export type TypedChange =
  | Exclude<Change, { do: "set" }>
  | {
      readonly do: "set";
      readonly field: string;
      readonly typed: string;
      readonly currency: string;
    };

/**
 * Puts what was typed into the form's contents, or says what is wrong with it.
 * @param copy which, of a field of copies
 * @param currency of an amount in a field of the owner's that holds none yet
 */
export function withTyped(
  values: ItemValues,
  field: TableField,
  typed: string,
  copy: number,
  currency = "",
): Typed<ItemValues> {
  const put = (part: (one: ItemValues["copies"][number]) => Partial<typeof one>): ItemValues => ({
    ...values,
    copies: values.copies.map((one, at) => (at === copy ? { ...one, ...part(one) } : one)),
  });
  if (isOwn(field)) {
    const holder = field.of === "item" ? values : values.copies[copy];
    const read = typedInOwn(field, typed, holder?.own?.[field.own]?.[1] ?? currency);
    if (!read.ok) return read;
    const own = (before: ItemValues["own"] = {}) => ({ ...before, [field.own]: read.value });
    const value =
      field.of === "item"
        ? { ...values, own: own(values.own) }
        : put((one) => ({ own: own(one.own) }));
    return { ok: true, value };
  }
  if (field.type === "place") {
    const read = typedPlace(field, typed);
    return read.ok ? { ok: true, value: put(() => ({ placeId: read.value })) } : read;
  }
  if (field.type === "choices")
    return { ok: true, value: { ...values, [field.key]: typed.split(/[,;\n]/) } };
  const value = codeIn(field, typed);
  return {
    ok: true,
    value:
      field.of === "item" ? { ...values, [field.key]: value } : put(() => ({ [field.key]: value })),
  };
}

/** A choice may be written as its word, as a block from a spreadsheet has it. What is none is left to be refused. */
function codeIn(field: TableField, typed: string): boolean | string {
  const isBlank = typed.trim() === "";
  if (field.type === "yes/no") return isBlank ? false : (yesOrNo(typed) ?? typed);
  return field.type === "choice" && !isBlank ? (codeOf(field, typed) ?? typed) : typed;
}

/** Reads a value by the rules of the form; an amount comes back as `USD 599`, tags parted by commas. */
function readCell(field: TableField, typed: string, currency: string): ReadCell {
  if (isOwn(field)) {
    const read = typedInOwn(field, typed, currency);
    const written = read.ok ? readTyped(field, read.value) : read;
    if (!written.ok) return written;
    if (written.written.length > 1) return { ok: false, problem: "Choose one." };
    const [value = ""] = written.written;
    return {
      ok: true,
      value: field.type === "money" ? value.split(" ").reverse().join(" ") : value,
    };
  }
  if (field.type === "place") {
    const read = typedPlace(field, typed);
    return read.ok ? { ok: true, value: read.value ?? "" } : read;
  }
  const blank = { ...emptyValues(), name: "Any", copies: [emptyCopy(currency || undefined)] };
  const put = withTyped(blank, field, typed, 0);
  if (!put.ok) return put;
  const read = ItemValuesSchema.safeParse(put.value);
  if (!read.success) {
    const issue = read.error.issues.find(({ path }) => path.includes(field.key));
    return { ok: false, problem: issue?.message ?? "This can't be read." };
  }
  const holder: object = field.of === "item" ? read.data : (read.data.copies[0] ?? {});
  const value: unknown = Object.entries(holder).find(([key]) => key === field.key)?.[1];
  if (Array.isArray(value)) return { ok: true, value: value.join(", ") };
  if (typeof value === "boolean") return { ok: true, value: value ? "yes" : "no" };
  if (typeof value === "number")
    return { ok: true, value: `${read.data.copies[0]?.currency} ${value}` };
  return { ok: true, value: typeof value === "string" ? value : "" };
}

/** A change with its value read, or what is wrong with it. */
export function readChange(
  change: TypedChange,
  fields: TableFields,
): Change | { readonly problem: string } {
  if (!("field" in change)) return change;
  const field = fields.named(change.field);
  if (!field) return { problem: "This field is not there any more." };
  if (change.do === "clear") return change;
  // What is taken away may be no choice any more.
  if (change.do === "remove" && isOwn(field)) return change;
  const typed = change.do === "set" ? change.typed : change.value;
  const read = readCell(field, typed, change.do === "set" ? change.currency : "");
  if (!read.ok) return { problem: read.problem };
  if (read.value === "" && change.do === "set")
    return { problem: "Write a value, or choose to empty it." };
  const isSeveral = field.key === "tags" && read.value.includes(", ");
  if (read.value === "" || (change.do !== "set" && isSeveral))
    return { problem: field.own ? "Choose one." : "Write one tag." };
  return { do: change.do, field: field.key, value: read.value };
}
