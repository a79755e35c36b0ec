import { type Noted, PHOTOS } from "@/db/tenant/intake";
import { isOwn, type TableFields } from "@/db/tenant/queries/table/fields";
import type { Mapping, Target } from "@/server/sheet/mapping";
import { fieldOf } from "@/server/sheet/said-fields";
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
  /** Whether the catalogue says it and not the sheet. */
  readonly ofCatalogue: boolean;
}

/** What a row changes, in the words of the site's fields. */
export function notedInWords(
  noted: readonly Noted[],
  fields: TableFields,
  mapping: Pick<Mapping, "columns"> | null,
): NotedWords[] {
  return noted.map(({ field: key, from, to, by }) => {
    const ofCatalogue = by === "catalogue";
    if (key === PHOTOS) return { label: "Photos", from: "", to: photosInWords(to), ofCatalogue };
    const target = targetOf(key, mapping);
    const field =
      fieldOf(fields, target?.to === "field" ? target.field : key) ??
      fields.all.find(({ own }) => own === key);
    const inWords = (values: readonly string[]) =>
      values
        .map((value) =>
          !field ? value : isOwn(field) ? writtenInWords(field, value) : valueInWords(field, value),
        )
        .join(", ");
    return {
      label: field?.label ?? madeLabel(target),
      from: inWords(from),
      to: inWords(to),
      ofCatalogue,
    };
  });
}

/** Few photos by their names, many by their number. */
function photosInWords(sources: readonly string[]): string {
  if (sources.length > 3) return countInWords(sources.length, "photo");
  return sources.map((source) => source.split(/[/\\]/).at(-1) || source).join(", ");
}

/** What the column became that makes a field: a new field, and once it is made that one. */
function targetOf(key: string, mapping: Pick<Mapping, "columns"> | null): Target | undefined {
  const column = /^new-(\d+)$/.exec(key)?.[1];
  return column === undefined ? undefined : mapping?.columns[Number(column)]?.target;
}

/** What a field is called that the import makes; one that was made may be gone. */
function madeLabel(target: Target | undefined): string {
  return target?.to === "new field" ? `${target.label} (new field)` : "A field that is gone";
}
