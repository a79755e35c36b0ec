import type { KeptDraft } from "@/db/tenant/item";
import type { OpenItem } from "@/db/tenant/queries/drafts";
import { isOwn, type TableField, type TableFields } from "@/db/tenant/queries/table/fields";

import { OWN_COLUMNS } from "./presets";
import { isTold, WANT_FIELDS } from "./said-fields";
import { writtenCell, writtenOwn, writtenWant } from "./written-cells";

type Kept = Pick<OpenItem, "id" | "version" | "draft">;
type KeptCopy = KeptDraft["copies"][number];

/** The names of the columns of a sheet that can be brought back: ids, and every field that a sheet can say. */
export function itemColumns(fields: TableFields): readonly string[] {
  return [...Object.values(OWN_COLUMNS), ...columnsOf(fields).map(({ label }) => label)];
}

/** An item as rows of that sheet, one for each copy. */
export function itemLines({ id, version, draft }: Kept, fields: TableFields): string[][] {
  const told = columnsOf(fields);
  // The version is the moment of the last change, in microseconds.
  const changed = new Date(Math.floor(Number(version) / 1000)).toISOString();
  const copies: readonly (KeptCopy | null)[] = draft.copies.length > 0 ? draft.copies : [null];
  return copies.map((copy) => [
    id,
    copy?.id ?? "",
    changed,
    ...told.map((field) => cellOf(field, draft, copy)),
  ]);
}

function columnsOf(fields: TableFields): readonly TableField[] {
  return [...fields.all.filter(isTold), ...WANT_FIELDS];
}

function cellOf(field: TableField, draft: KeptDraft, copy: KeptCopy | null): string {
  const wanted = WANT_FIELDS.find(({ key }) => key === field.key);
  if (wanted) return writtenWant(wanted.key, draft.want);
  const holder = field.of === "item" ? draft : copy;
  if (!holder) return "";
  if (isOwn(field)) return writtenOwn(field.type, holder.own?.[field.own] ?? []);
  if (field.type === "place") return field.words?.[copy?.placeId ?? ""] ?? "";
  const value: unknown = Object.entries(holder).find(([key]) => key === field.key)?.[1];
  const type = field.type;
  switch (type) {
    case "count":
    case "moment":
    case "photo":
    case "want":
    case "worth":
      return "";
    default:
      return writtenCell(type, value, copy?.currency ?? "");
  }
}
