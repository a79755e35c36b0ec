import { dateInWords, yearOf } from "@/base/values/dates";
import { moneyInWords } from "@/base/values/money";
import { type Field, type FieldValue, wordOf } from "@/db/tenant/field";
import { heldIn, type OwnField, type OwnValues } from "@/db/tenant/own";

/** A field's value as people read it; empty where there is none. @param currency of an amount, ISO 4217 */
export function valueInWords(
  field: Pick<Field, "key" | "type" | "unit" | "words" | "numbered">,
  value: FieldValue,
  currency = "",
): string {
  if (value === null || value === "") return "";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number")
    return field.type === "money"
      ? moneyInWords(value, currency)
      : [value.toLocaleString("en"), field.unit].filter(Boolean).join(" ");
  if (typeof value !== "string") return value.map((one) => wordOf(field, one)).join(", ");
  return field.type === "date" ? dateInWords(value) : wordOf(field, value);
}

/** A value as a column of a table has it: of a date, the year. */
export function valueInBrief(field: Field, value: FieldValue): string {
  return field.type === "date" && typeof value === "string"
    ? (yearOf(value) ?? "")
    : valueInWords(field, value);
}

/** What stands in one of the owner's fields, as people read it. */
export interface OwnWords {
  readonly field: OwnField;
  readonly label: string;
  readonly value: string;
  /** Where it leads, if it is a link. */
  readonly href?: string;
}

/** What stands in the owner's fields of an item or a copy, as people read it: those that hold something. */
export function ownInWords(
  fields: readonly OwnField[],
  of: OwnField["of"],
  own: OwnValues,
): OwnWords[] {
  return fields.flatMap((field) => {
    const written = own[field.id] ?? [];
    if (field.of !== of || written.length === 0) return [];
    const { value, currency } = heldIn(field, written);
    // A value that was taken back may be older than the field's type.
    if (field.type === "link" && typeof value === "string" && /^https?:\/\//.test(value))
      return [{ field, label: field.label, value: linkInWords(value), href: value }];
    return [{ field, label: field.label, value: valueInWords(field, value, currency) }];
  });
}

/** An address without what every address has. */
function linkInWords(href: string): string {
  return href.replace(/^https?:\/\/(?:www\.)?/, "").replace(/\/$/, "");
}
