import { foldedName } from "@/db/tenant/own";
import type { TableFields } from "@/db/tenant/queries/table/fields";
import type { MappedColumn, Mapping } from "./mapping";
import type { Suggested, Sureness } from "./match";
import { fieldOf } from "./said-fields";

/** What was said of a sheet before, under the name of its file, or of what the site keeps under a name. */
export interface Remembered {
  readonly name: string;
  readonly isKept: boolean;
  readonly mapping: Mapping;
}

/** What may be said of the columns of a sheet, and where it is from. */
export interface Offer {
  readonly suggested: Suggested;
  /** Null where it is what was recognised. */
  readonly from: Pick<Remembered, "name" | "isKept"> | null;
}

/** How many are offered. */
const MOST_OFFERS = 12;

/**
 * What may be said of a sheet, the best first: what the site keeps for one that has the same columns, else what was said
 * of the newest such, and what was recognised. The same are those in which more than half of these columns stand.
 */
export function offersFor(
  suggested: Suggested,
  remembered: readonly Remembered[],
  fields: TableFields,
): readonly Offer[] {
  const names = suggested.mapping.columns.map(({ name }) => foldedName(name));
  const alike = remembered.filter(({ mapping }) => {
    const there = new Set(mapping.columns.map(({ name }) => foldedName(name)));
    return names.filter((name) => there.has(name)).length * 2 > names.length;
  });
  const kept = alike.filter(({ isKept }) => isKept).slice(0, MOST_OFFERS);
  const newest = kept.length > 0 ? kept : alike.slice(0, 1);
  return [
    ...newest.map((one) => ({
      from: { name: one.name, isKept: one.isKept },
      suggested: adopted(suggested, one, fields),
    })),
    { from: null, suggested },
  ];
}

/** What is suggested, with what was said of these columns before, and all that it left out or asked for too. */
function adopted(suggested: Suggested, alike: Remembered, fields: TableFields): Suggested {
  const names = suggested.mapping.columns.map(({ name }) => foldedName(name));
  const said = new Map(alike.mapping.columns.map((column) => [foldedName(column.name), column]));
  const found = suggested.mapping.columns.map((column, at) => {
    const before = standing(said.get(names[at] ?? ""), fields);
    return {
      column: before ? { ...before, name: column.name } : column,
      sure: before ? ("sure" as const) : (suggested.sure[at] ?? "guess"),
    };
  });
  return {
    preset: suggested.preset,
    sure: found.map(({ sure }): Sureness => sure),
    mapping: { ...alike.mapping, columns: found.map(({ column }) => column) },
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
