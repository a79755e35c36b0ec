import type { Field } from "../../field";
import { FIELDS } from "../../fields";

/** What is known of an item without anybody writing it. */
const COUNTED_TYPES = ["count", "moment", "photo", "want"] as const;

/** What can be a column, a filter, an order and, where people write it, a bulk edit. */
export interface TableField extends Omit<Field, "type" | "group"> {
  readonly type: Field["type"] | (typeof COUNTED_TYPES)[number];
}

/** Every field of the table, in the order in which they are offered. */
export const TABLE_FIELDS: readonly TableField[] = [
  ...FIELDS,
  { key: "wanted", label: "Wanted", type: "want", of: "item", seenBy: "everyone" },
  { key: "copies", label: "Copies", type: "count", of: "item", seenBy: "everyone" },
  { key: "photo", label: "Photo", type: "photo", of: "item", seenBy: "everyone" },
  { key: "createdAt", label: "Added", type: "moment", of: "item", seenBy: "everyone" },
  { key: "updatedAt", label: "Changed", type: "moment", of: "item", seenBy: "everyone" },
];

/** The columns of a table that nobody has arranged yet. */
export const FIRST_COLUMNS: readonly string[] = [
  "name",
  "animal",
  "variant",
  "styleNumber",
  "introduced",
  "status",
  "visibility",
  "condition",
  "copies",
  "tags",
];

const named = new Map(TABLE_FIELDS.map((field) => [field.key, field]));

/** The field of a key, or undefined. */
export function fieldNamed(key: string): TableField | undefined {
  return named.get(key);
}

/** Whether each item has a value of it, so that nobody asks for items without. */
export function isAlwaysThere(field: TableField): boolean {
  if (field.of === "copy") return false;
  return field.required !== undefined || (field.type === "choice" && field.empty !== "");
}
