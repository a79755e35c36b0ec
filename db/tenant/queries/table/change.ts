import { fieldNamed, type TableField } from "./fields";
import { type Filter, readFilter } from "./filter";

/** Which items a bulk edit is about: those that were picked, or all that a filter finds but a few. */
export type Selection =
  | { readonly ids: readonly string[] }
  | { readonly filter: Filter; readonly except: readonly string[] };

/**
 * What is done to each of them. Values are as stored: a partial date, the code of a choice, an amount as `USD 599`.
 * What belongs to a copy is done to every copy of the item.
 */
export type Change =
  | { readonly do: "set"; readonly field: string; readonly value: string }
  | { readonly do: "clear"; readonly field: string }
  | { readonly do: "add" | "remove"; readonly field: string; readonly value: string }
  | { readonly do: "trash" }
  | { readonly do: "duplicate" };

/** How many picked items, exceptions and new duplicates there may be. */
const MOST_PICKED = 5000;
const MOST_EXCEPT = 1000;
export const MOST_DUPLICATES = 500;

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads a selection from outside; null where any part of it is unknown or out of bounds. */
export function readSelection(given: unknown): Selection | null {
  if (typeof given !== "object" || given === null) return null;
  if ("ids" in given) {
    const ids = readIds(given.ids, MOST_PICKED);
    return ids && ids.length > 0 ? { ids } : null;
  }
  if (!("filter" in given)) return null;
  const filter = readFilter(given.filter);
  const except = readIds("except" in given ? given.except : [], MOST_EXCEPT);
  return filter && except && { filter, except };
}

/** Whether a bulk edit can give a field a value. */
export function isSettable({ type }: TableField): boolean {
  return !isCounted(type) && type !== "choices" && type !== "number";
}

/** Whether a bulk edit can empty a field. */
export function isClearable(field: TableField): boolean {
  const staysFilled =
    field.required !== undefined || (field.type === "choice" && field.empty !== "");
  return !isCounted(field.type) && !staysFilled;
}

/** Whether a bulk edit can add values to a field and take them away. */
export function holdsSeveral({ type }: TableField): boolean {
  return type === "choices";
}

/** The field that a change is about, or null where it is about the whole item. */
export function fieldOfChange(change: Change): TableField | null {
  if (!("field" in change)) return null;
  return fieldNamed(change.field) ?? null;
}

function isCounted(type: TableField["type"]): boolean {
  return type === "count" || type === "moment" || type === "photo" || type === "want";
}

function readIds(given: unknown, most: number): string[] | null {
  if (!Array.isArray(given) || given.length > most) return null;
  const ids = given.filter((id): id is string => typeof id === "string" && ID.test(id));
  return ids.length === given.length ? [...new Set(ids)] : null;
}
