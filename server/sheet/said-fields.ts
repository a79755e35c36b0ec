import { PRIORITIES, PRIORITY_WORDS } from "@/db/tenant/choices";
import { isCounted, type TableField, type TableFields } from "@/db/tenant/queries/table/fields";

/** How many copies a row is. */
const QUANTITY: TableField = {
  key: "quantity",
  label: "How many copies",
  type: "number",
  of: "copy",
  seenBy: "everyone",
};

/** What is wanted of an item. */
export const WANT_FIELDS = [
  { key: "want", label: "Wanted", type: "yes/no", of: "item", seenBy: "everyone" },
  {
    key: "want-priority",
    label: "Wanted how much",
    type: "choice",
    of: "item",
    seenBy: "everyone",
    values: PRIORITIES,
    words: PRIORITY_WORDS,
    empty: "normal",
  },
  {
    key: "want-highest",
    label: "The most to pay for it",
    type: "money",
    of: "item",
    seenBy: "members",
  },
  {
    key: "want-note",
    label: "Note on what is wanted",
    type: "text",
    of: "item",
    seenBy: "everyone",
  },
] as const satisfies readonly TableField[];

/** What a sheet can say that is no field of a table: how many copies a row is, and what is wanted. */
const SAID_FIELDS: readonly TableField[] = [...WANT_FIELDS, QUANTITY];

/** Whether a column says how many copies a row is, or what is wanted. */
export function isSaid({ key }: Pick<TableField, "key">): boolean {
  return SAID_FIELDS.some((field) => field.key === key);
}

/** Whether a sheet can say something of a field. */
export function isTold(field: TableField): boolean {
  return !isCounted(field.type);
}

/** Everything that a column of a sheet can be. */
export function toldFields(fields: TableFields): readonly TableField[] {
  return [...fields.all.filter(isTold), ...SAID_FIELDS];
}

/** What a column of a sheet is, by its key; undefined where there is no such field any more. */
export function fieldOf(fields: TableFields, key: string): TableField | undefined {
  return SAID_FIELDS.find((field) => field.key === key) ?? fields.named(key);
}
