import type { Role } from "./roles";

/** How long work can be taken back, in days. */
export const UNDO_DAYS = 30;

/** What the history keeps of a table. */
export type InHistory = Kept | { readonly kept: false; readonly because: string };

interface Kept {
  readonly kept: true;
  /** The column that leads to the item whose history a change belongs to; null for rows about no item. */
  readonly own: string | null;
  /** The table that the column leads to, where that is not `items`; it has an `item_id`. */
  readonly through: string | null;
  /** Columns that follow from others and are neither kept nor put back. */
  readonly without: readonly string[];
  /** Who may take a change back, and whoever may do more. */
  readonly by: Exclude<Role, "viewer">;
}

/**
 * Each change of a row is kept, can be read in the history and taken back.
 * @param item the column that names the item it is about
 * @param through the table that `item` leads to, where it leads to the item by a detour
 * @param without columns that follow from others, such as a version
 * @param by who may take it back: no less than may do it
 */
export function inHistory({
  item = null,
  through = null,
  without = [],
  by = "editor",
}: {
  readonly item?: string | null;
  readonly through?: string | null;
  readonly without?: readonly string[];
  readonly by?: Kept["by"];
} = {}): InHistory {
  return { kept: true, own: item, through, without, by };
}

/** Changes are not kept. @param because why nobody misses them there, in a sentence */
export function notInHistory(because: string): InHistory {
  return { kept: false, because };
}
