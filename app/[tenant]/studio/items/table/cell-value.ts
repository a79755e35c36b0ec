import { writeMoney } from "@/base/values/money";
import { writeNumber } from "@/base/values/number";
import type { DraftCopy, ItemDraft } from "@/db/tenant/item";
import { amountOf } from "@/db/tenant/own";
import {
  isCounted,
  isOwn,
  type OwnTableField,
  type TableField,
} from "@/db/tenant/queries/table/fields";
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
  draft: Pick<ItemDraft, "tags" | "own"> & { readonly copies: readonly DraftCopy[] },
): string {
  const { tags, copies, ...item } = draft;
  if (field.key === "tags") return tags.join(", ");
  const holder = field.of === "item" ? item : copies.find(({ id }) => id === copy);
  if (isOwn(field)) return ownText(field, holder?.own?.[field.own] ?? []);
  if (field.type === "place") {
    const id = copies.find((one) => one.id === copy)?.placeId;
    return id ? (field.words?.[id] ?? "") : "";
  }
  const value: unknown = Object.entries(holder ?? {}).find(([key]) => key === field.key)?.[1];
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") {
    const currency = copies.find(({ id }) => id === copy)?.currency ?? "";
    return `${writeMoney(value, currency)} ${currency}`;
  }
  return typeof value === "string" ? value : "";
}

function ownText({ type }: OwnTableField, written: readonly string[]): string {
  const [first] = written;
  if (type === "number") return written.map(writeNumber).join("");
  if (type !== "money" || first === undefined) return written.join(", ");
  const { minor, currency } = amountOf(first);
  return `${writeMoney(Number(minor), currency)} ${currency}`;
}

function isWrittenInPlace({ type }: TableField): boolean {
  return type !== "long text" && !isCounted(type);
}
