import { dateInWords } from "@/base/values/dates";
import { moneyInWords } from "@/base/values/money";
import type { Field } from "@/db/tenant/field";
import { FIELDS } from "@/db/tenant/fields";
import type { RowSeen, Values } from "@/db/tenant/queries/history";
import { COLUMNS, LIKE, ROWS } from "./beside-fields";
import { cut } from "./cut";
import { rowNamed, type SiteWords, textOf, valueNamed } from "./named-values";

/** What became of one field, in words; empty where there was or is nothing. */
export interface FieldChange {
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** Whether a whole row came or went, or a field of one changed. */
  readonly kind: "came" | "went" | "changed";
}

const OWNERS: Readonly<Record<string, Field["of"]>> = {
  items: "item",
  copies: "copy",
  copy_private: "copy",
};

/** Amounts by their tables: a currency is told with its amount, and alone only where the amount stays. */
const AMOUNTS: Readonly<Record<string, string>> = {
  copy_private: "pricePaid",
  want_limits: "highest",
  observations: "amount",
};

/** What became of a row, field by field, in the words of the form. */
export function fieldChangesOf(row: RowSeen, words: SiteWords): readonly FieldChange[] {
  const { tableName, before, after } = row;
  if (tableName === "field_values") return differing([ownFieldChange(row, words)]);
  // The former files of a photo that was turned are a removed photo from the start.
  if (tableName === "photos" && (!before || !after) && (before ?? after)?.removedAt) return [];
  // What members alone know of a copy is shown field by field, because its row comes and goes with them.
  if ((!before || !after) && (ROWS[tableName] || (!before && !after)))
    return [wholeRow(row, words)];
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return differing(
    keys.flatMap((key) => {
      const label = labelOf(tableName, key);
      if (!label || (key === "currency" && keys.includes(AMOUNTS[tableName] ?? ""))) return [];
      const said = (values: Values | null) => (values ? valueInWords(row, key, values, words) : "");
      return [{ label, before: said(before), after: said(after), kind: "changed" as const }];
    }),
  );
}

function differing(changes: readonly FieldChange[]): readonly FieldChange[] {
  return changes.filter(({ before, after }) => before !== after);
}

/** A value in a field that the owner has made. */
function ownFieldChange({ before, after, fieldId }: RowSeen, { fields }: SiteWords): FieldChange {
  const field = fields.get(fieldId ?? "");
  const said = (values: Values | null) => (values ? ownValue(field, textOf(values.text)) : "");
  return {
    label: field?.label ?? "A field of your own",
    before: said(before),
    after: said(after),
    kind: "changed",
  };
}

function ownValue(field: Field | undefined, written: string): string {
  if (!field) return written;
  if (field.type === "yes/no") return written === "yes" ? "Yes" : "No";
  const [minor = "", currency = ""] = written.split(" ");
  return field.type === "money"
    ? formatted(field, Number(minor), currency)
    : formatted(field, written, "");
}

/** A row that came or went is named by what tells it from its neighbours, if anything does. */
function wholeRow({ tableName, before, after, ...row }: RowSeen, words: SiteWords): FieldChange {
  const values = before ?? after ?? {};
  const named = cut(rowNamed(tableName, values, words) || conditionIn(values), 200);
  const said = named || (tableName === "items" ? row.itemName : "");
  return {
    label: ROWS[tableName] ?? tableName,
    before: before ? said : "",
    after: after ? said : "",
    kind: before ? "went" : "came",
  };
}

function conditionIn(values: Values): string {
  const field = FIELDS.find(({ key }) => key === "condition");
  return field ? formatted(field, values.condition, "") : "";
}

function labelOf(table: string, key: string): string | undefined {
  return COLUMNS[table]?.[key] ?? fieldIn(table, key)?.label;
}

function fieldIn(table: string, key: string): Field | undefined {
  const of = OWNERS[table];
  const like = LIKE[`${table}.${key}`];
  return FIELDS.find((field) => (like ? field.key === like : field.of === of && field.key === key));
}

function valueInWords(row: RowSeen, key: string, values: Values, words: SiteWords): string {
  const value = values[key];
  const field = fieldIn(row.tableName, key);
  if (field) return formatted(field, value, textOf(values.currency) || row.currency);
  return valueNamed(row, key, value, words);
}

function formatted(field: Field, value: unknown, currency: string): string {
  const written = textOf(value);
  if (written === "") return "";
  switch (field.type) {
    case "choice":
      return field.words?.[written] ?? written;
    case "date":
      return dateInWords(written);
    case "money":
      return typeof value === "number" && /^[A-Z]{3}$/.test(currency)
        ? moneyInWords(value, currency)
        : written;
    case "number":
      return field.unit ? `${written} ${field.unit}` : written;
    case "yes/no":
      return value === true ? "Yes" : "No";
    default:
      return field.numbered && /^\d+$/.test(written) ? `${field.numbered} ${written}` : written;
  }
}
