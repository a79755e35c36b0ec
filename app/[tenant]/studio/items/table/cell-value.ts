import { writeMoney } from "@/components/studio/values/money";
import type { DraftCopy, ItemDraft } from "@/db/tenant/item";
import type { TableField } from "@/db/tenant/queries/table/fields";
import type { ShownRow } from "./shown-rows";

/** A cell that can be written in: its field, and the copy that it is about. */
export interface WrittenCell {
  readonly field: TableField;
  /** The id of the item's one copy, for a field of copies. */
  readonly copy: string | null;
}

/** The cell of a row that a person can write in; null where it is to be opened: a long text, or one of several copies. */
export function writtenCell(field: TableField | undefined, row: ShownRow): WrittenCell | null {
  if (!field || !isWrittenInPlace(field)) return null;
  if (field.of === "item") return { field, copy: null };
  const [copy, ...others] = row.copies;
  return copy && others.length === 0 ? { field, copy: copy.id } : null;
}

/** What is kept in a cell as the form would show it; by it a save knows whether somebody else was there. */
export function keptText(
  { field, copy }: WrittenCell,
  { tags, copies, ...item }: Pick<ItemDraft, "tags"> & { readonly copies: readonly DraftCopy[] },
): string {
  if (field.key === "tags") return tags.join(", ");
  const holder = field.of === "item" ? item : copies.find(({ id }) => id === copy);
  const value: unknown = Object.entries(holder ?? {}).find(([key]) => key === field.key)?.[1];
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") {
    const currency = copies.find(({ id }) => id === copy)?.currency ?? "";
    return `${writeMoney(value, currency)} ${currency}`;
  }
  return typeof value === "string" ? value : "";
}

function isWrittenInPlace({ type }: TableField): boolean {
  return ["text", "link", "date", "choice", "choices", "money", "yes/no"].includes(type);
}
