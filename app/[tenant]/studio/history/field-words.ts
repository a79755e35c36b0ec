import { dateInWords } from "@/components/dates";
import { moneyInWords } from "@/components/studio/values/money";
import { PRIORITY_WORDS, type Priority } from "@/db/tenant/choices";
import type { Field } from "@/db/tenant/field";
import { FIELDS } from "@/db/tenant/fields";
import type { RowSeen, Values } from "@/db/tenant/queries/history";
import { cut } from "./cut";

/** What became of one field, in words; empty where there was or is nothing. */
export interface FieldChange {
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** Whether a whole row came or went, or a field of one changed. */
  readonly kind: "came" | "went" | "changed";
}

/** Fields that no list has, by table and name. */
const BESIDE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  items: { slug: "Address", trashedAt: "In the trash since" },
  copies: { position: "Place in the row" },
  wants: {
    priority: "How much it is wanted",
    condition: "Wanted in condition",
    swingTag: "Wanted with swing tag",
    note: "Note on what is wanted",
  },
  want_limits: { highest: "Highest price" },
  photos: {
    alt: "What a photo shows",
    position: "Place of a photo",
    removedAt: "Photo removed",
  },
  item_tags: { tag: "Tag" },
  fields: {
    label: "Name of a field",
    group: "Group of a field",
    seenBy: "Who sees a field",
    type: "Type of a field",
    unit: "Unit of a field",
    choices: "Choices of a field",
    trashedAt: "Field in the trash since",
  },
  templates: { label: "Name of a template" },
  site: { name: "Name of the site", skinId: "Skin" },
};

/** What a row is called where it came or went as a whole. */
const ROWS: Readonly<Record<string, string>> = {
  items: "Item",
  copies: "Copy",
  wants: "Want",
  photos: "Photo",
  item_tags: "Tag",
  fields: "Field",
  templates: "Template",
  template_fields: "Field of a template",
  item_templates: "Template",
  site: "Site",
};

const OWNERS: Readonly<Record<string, Field["of"]>> = {
  items: "item",
  copies: "copy",
  copy_private: "copy",
};

/** Columns whose words are those of a field that holds the same. */
const LIKE: Readonly<Record<string, string>> = {
  "wants.condition": "condition",
  "wants.swingTag": "swingTag",
  "want_limits.highest": "pricePaid",
};

/** What a history can be asked for beside the fields of items and copies, as the history holds it. */
export const ASKABLE: readonly { readonly field: string; readonly label: string }[] = [
  { field: "items.slug", label: "Address" },
  { field: "wants.priority", label: "How much it is wanted" },
  { field: "want_limits.highest", label: "Highest price for what is wanted" },
  { field: "photos.alt", label: "What a photo shows" },
  { field: "site.name", label: "Name of the site" },
  { field: "site.skin_id", label: "Skin" },
  { field: "items+", label: "Items added" },
  { field: "copies+", label: "Copies added" },
  { field: "copies-", label: "Copies removed" },
  { field: "photos+", label: "Photos added" },
  { field: "photos.removed_at", label: "Photos removed" },
  { field: "item_tags+", label: "Tags given" },
  { field: "item_tags-", label: "Tags taken away" },
];

/** What is called by a name or number of the site's own. */
export interface SiteWords {
  readonly skins: ReadonlyMap<string, number>;
  /** The owner's fields by their ids. */
  readonly fields: ReadonlyMap<string, Field>;
}

/** What became of a row, field by field, in the words of the form. */
export function fieldChangesOf(row: RowSeen, words: SiteWords): readonly FieldChange[] {
  const { tableName, before, after } = row;
  if (tableName === "field_values") return [ownFieldChange(row, words)];
  // The former files of a photo that was turned are a removed photo from the start.
  if (tableName === "photos" && (!before || !after) && (before ?? after)?.removedAt) return [];
  // What members alone know of a copy is shown field by field, because its row comes and goes with them.
  if ((!before || !after) && (ROWS[tableName] || (!before && !after))) return [wholeRow(row)];
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return keys.flatMap((key) => {
    const label = labelOf(tableName, key);
    if (!label) return [];
    const said = (values: Values | null) =>
      values ? valueInWords(row, key, values, words.skins) : "";
    const change = { label, before: said(before), after: said(after) };
    return change.before === change.after ? [] : [{ ...change, kind: "changed" as const }];
  });
}

/** A value in a field that the owner has made. */
function ownFieldChange({ before, after, fieldId }: RowSeen, { fields }: SiteWords): FieldChange {
  const field = fields.get(fieldId ?? "");
  const said = (values: Values | null) => (values ? ownValue(field, text(values.text)) : "");
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

/** A row that came or went is named by what tells it from its neighbours. */
function wholeRow({ tableName, before, after, ...row }: RowSeen): FieldChange {
  const values = before ?? after ?? {};
  const named =
    tableName === "photos"
      ? text(values.alt) || "without a description"
      : text(values.name) || text(values.label) || text(values.tag) || conditionIn(values);
  const words = cut(named, 200) || (tableName === "items" ? row.itemName : "yes");
  return {
    label: ROWS[tableName] ?? tableName,
    before: before ? words : "",
    after: after ? words : "",
    kind: before ? "went" : "came",
  };
}

function conditionIn(values: Values): string {
  const field = FIELDS.find(({ key }) => key === "condition");
  return field ? formatted(field, values.condition, "") : "";
}

function labelOf(table: string, key: string): string | undefined {
  return BESIDE[table]?.[key] ?? fieldIn(table, key)?.label;
}

function fieldIn(table: string, key: string): Field | undefined {
  const of = OWNERS[table];
  const like = LIKE[`${table}.${key}`];
  return FIELDS.find((field) => (like ? field.key === like : field.of === of && field.key === key));
}

const MOMENT = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC",
});

function valueInWords(
  row: RowSeen,
  key: string,
  values: Values,
  skinNumbers: ReadonlyMap<string, number>,
): string {
  const value = values[key];
  const field = fieldIn(row.tableName, key);
  if (field) return formatted(field, value, text(values.currency) || row.currency);
  if (row.tableName === "wants" && key === "priority")
    return PRIORITY_WORDS[text(value) as Priority] ?? text(value);
  if (key === "skinId") {
    const number = skinNumbers.get(text(value));
    return number ? `Version ${number}` : "";
  }
  if (key === "trashedAt" || key === "removedAt")
    return value ? MOMENT.format(new Date(text(value))) : "";
  return key === "position" && typeof value === "number" ? String(value + 1) : text(value);
}

function formatted(field: Field, value: unknown, currency: string): string {
  const written = text(value);
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

function text(value: unknown): string {
  if (value === null || value === undefined) return "";
  return cut(Array.isArray(value) ? value.join(", ") : String(value), 400);
}
