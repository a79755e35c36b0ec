import { foldedName } from "@/db/tenant/own";
import type { TableFields } from "@/db/tenant/queries/table/fields";
import type { MappedColumn, Mapping } from "./mapping";
import type { Suggested, Sureness } from "./match";
import { fieldOf } from "./said-fields";

/** What was said of a sheet before, under the name of its file. */
export interface Remembered {
  readonly fileName: string;
  readonly mapping: Mapping;
}

/**
 * What is suggested for a sheet, with what was said of one that has the same columns: of the newest in which at least
 * half of these columns stand, and all that it left out or asked for too.
 */
export function adoptMapping(
  suggested: Suggested,
  remembered: readonly Remembered[],
  fields: TableFields,
): { readonly suggested: Suggested; readonly from: string | null } {
  const names = suggested.mapping.columns.map(({ name }) => foldedName(name));
  const alike = remembered.find(({ mapping }) => {
    const there = new Set(mapping.columns.map(({ name }) => foldedName(name)));
    return names.filter((name) => there.has(name)).length * 2 > names.length;
  });
  if (!alike) return { suggested, from: null };
  const said = new Map(alike.mapping.columns.map((column) => [foldedName(column.name), column]));
  const found = suggested.mapping.columns.map((column, at) => {
    const before = standing(said.get(names[at] ?? ""), fields);
    return {
      column: before ? { ...before, name: column.name } : column,
      sure: before ? ("sure" as const) : (suggested.sure[at] ?? "guess"),
    };
  });
  return {
    from: alike.fileName,
    suggested: {
      preset: suggested.preset,
      sure: found.map(({ sure }): Sureness => sure),
      mapping: { ...alike.mapping, columns: found.map(({ column }) => column) },
    },
  };
}

/** A column as it was said, if its field is still there; one that was to be made is there by now. */
function standing(column: MappedColumn | undefined, fields: TableFields): MappedColumn | null {
  if (!column) return null;
  const { target } = column;
  if (target.to === "field") return fieldOf(fields, target.field) ? column : null;
  if (target.to !== "new field") return column;
  const made = fields.all.find(
    ({ own, label }) => own !== undefined && foldedName(label) === foldedName(target.label),
  );
  return made ? { ...column, target: { to: "field", field: made.key } } : column;
}
