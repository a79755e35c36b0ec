import type { Change } from "@/db/tenant/queries/table/change";
import { fieldNamed, type TableField } from "@/db/tenant/queries/table/fields";
import { emptyCopy, emptyValues, type ItemValues, ItemValuesSchema } from "../item-values";

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

/** Puts what was typed into the form's contents. @param copy which copy, of a field of copies */
export function withTyped(
  values: ItemValues,
  field: TableField,
  typed: string,
  copy: number,
): ItemValues {
  if (field.type === "choices") return { ...values, [field.key]: typed.split(/[,;\n]/) };
  const value = field.type === "yes/no" ? readYes(typed) : readChoice(field, typed);
  if (field.of === "item") return { ...values, [field.key]: value };
  const copies = values.copies.map((one, at) =>
    at === copy ? { ...one, [field.key]: value } : one,
  );
  return { ...values, copies };
}

/** A choice may be written as its word, as a block copied from a spreadsheet has it. */
function readChoice({ values, words }: TableField, typed: string): string {
  const word = typed.trim().toLowerCase();
  return values?.find((value) => words?.[value]?.toLowerCase() === word) ?? typed;
}

/** Yes and no as people write them; anything else is left to be refused. */
function readYes(typed: string): boolean | string {
  const word = typed.trim().toLowerCase();
  if (["yes", "y", "true", "1", "x"].includes(word)) return true;
  return ["no", "n", "false", "0", ""].includes(word) ? false : typed;
}

/** Reads a value by the rules of the form; an amount comes back as `USD 599`, tags parted by commas. */
function readCell(field: TableField, typed: string, currency: string): ReadCell {
  const blank = { ...emptyValues(), name: "Any", copies: [emptyCopy(currency || "USD")] };
  const read = ItemValuesSchema.safeParse(withTyped(blank, field, typed, 0));
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
export function readChange(change: TypedChange): Change | { readonly problem: string } {
  if (!("field" in change)) return change;
  const field = fieldNamed(change.field);
  if (!field) return { problem: "There is no such field." };
  if (change.do === "clear") return change;
  const typed = change.do === "set" ? change.typed : change.value;
  const read = readCell(field, typed, change.do === "set" ? change.currency : "");
  if (!read.ok) return { problem: read.problem };
  if (read.value === "" && change.do === "set") return { do: "clear", field: field.key };
  if (read.value === "" || (change.do !== "set" && read.value.includes(", ")))
    return { problem: "Write one tag." };
  return { do: change.do, field: field.key, value: read.value };
}
