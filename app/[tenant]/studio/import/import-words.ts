import type { Noted } from "@/db/tenant/intake";
import { isOwn, type TableFields } from "@/db/tenant/queries/table/fields";
import type { Mapping } from "@/server/sheet/mapping";
import { valueInWords, writtenInWords } from "../items/table/cell-words";

/** How many of something, such as `1 item` and `2,000 items`. */
export function countInWords(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** What an import has done. */
export function resultInWords({
  added,
  changed,
  problem = "",
}: {
  readonly added: number;
  readonly changed: number;
  readonly problem?: string;
}): string {
  const parts = [
    added > 0 && `${countInWords(added, "item")} added`,
    changed > 0 && `${countInWords(changed, "item")} changed`,
  ].filter((part) => part !== false);
  const done = parts.length > 0 ? parts.join(", ") : "Nothing was changed";
  return problem ? `${done}. It did not end well` : done;
}

/** A change of a row as people read it. */
export interface NotedWords {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** What a row changes, in the words of the site's fields. */
export function notedInWords(
  noted: readonly Noted[],
  fields: TableFields,
  mapping: Pick<Mapping, "columns"> | null,
): NotedWords[] {
  return noted.map(({ field: key, from, to }) => {
    const field = fields.named(key) ?? fields.all.find(({ own }) => own === key);
    const inWords = (values: readonly string[]) =>
      values
        .map((value) =>
          !field ? value : isOwn(field) ? writtenInWords(field, value) : valueInWords(field, value),
        )
        .join(", ");
    return { label: field?.label ?? madeLabel(key, mapping), from: inWords(from), to: inWords(to) };
  });
}

/** What a field is called that the import makes. */
function madeLabel(key: string, mapping: Pick<Mapping, "columns"> | null): string {
  const target = mapping?.columns[Number(key.replace("new-", ""))]?.target;
  return target?.to === "new field" ? `${target.label} (new field)` : "A field";
}
