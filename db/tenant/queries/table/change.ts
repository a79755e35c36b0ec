import { UUID } from "@/base/uuid";
import { isCounted, type TableField, type TableFields } from "./fields";
import { canBe, type Filter, readFilter } from "./filter";

/** Which items a bulk edit is about: those that were picked, or all that a filter finds but a few. */
export type Selection =
  | { readonly ids: readonly string[] }
  | { readonly filter: Filter; readonly except: readonly string[] };

/**
 * What is done to each of them. Values are as stored: a partial date, the code of a choice, the id of a place, an amount
 * as `USD 599`. What belongs to a copy is done to every copy of the item. A template, by its id, fills what is empty.
 */
export type Change =
  | { readonly do: "set"; readonly field: string; readonly value: string }
  | { readonly do: "clear"; readonly field: string }
  | { readonly do: "add" | "remove"; readonly field: string; readonly value: string }
  | { readonly do: "template"; readonly template: string }
  | { readonly do: "trash" }
  | { readonly do: "duplicate" };

/** How many picked items, exceptions and new duplicates there may be. */
const MOST_PICKED = 5000;
const MOST_EXCEPT = 1000;
export const MOST_DUPLICATES = 500;

/** Reads a selection from outside; null where any part of it is unknown or out of bounds. */
export function readSelection(given: unknown, fields: TableFields): Selection | null {
  if (typeof given !== "object" || given === null) return null;
  if ("ids" in given) {
    const ids = readIds(given.ids, MOST_PICKED);
    return ids && ids.length > 0 ? { ids } : null;
  }
  if (!("filter" in given)) return null;
  const filter = readFilter(given.filter, fields);
  const except = readIds("except" in given ? given.except : [], MOST_EXCEPT);
  return filter && except && { filter, except };
}

/** Whether a bulk edit can give a field a value. */
export function isSettable({ type }: TableField): boolean {
  return !isCounted(type) && type !== "choices";
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
export function fieldOfChange(change: Change, fields: TableFields): TableField | null {
  if (!("field" in change)) return null;
  return fields.named(change.field) ?? null;
}

/** Why a change can't be made as things stand, or null: fields, their choices and places come and go. */
export function problemOfChange(change: Change, fields: TableFields): string | null {
  if (!("field" in change)) return null;
  const field = fields.named(change.field);
  if (!field) return "This field is not there any more.";
  const can = { set: isSettable, clear: isClearable, add: holdsSeveral, remove: holdsSeveral };
  if (!can[change.do](field)) return `${field.label} can't be changed so.`;
  if (change.do === "clear" || change.do === "remove") return null;
  if (field.type === "place" && !canBe(field, change.value))
    return "This place is not there any more.";
  if (field.own && field.values && !field.values.includes(change.value))
    return `“${change.value}” is none of the choices of ${field.label}.`;
  return canBe(field, change.value) ? null : `${field.label} can't hold “${change.value}”.`;
}

function readIds(given: unknown, most: number): string[] | null {
  if (!Array.isArray(given) || given.length > most) return null;
  const ids = given.filter((id): id is string => typeof id === "string" && UUID.test(id));
  return ids.length === given.length ? [...new Set(ids)] : null;
}
