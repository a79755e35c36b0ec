import type { Reading } from "@/base/values/reading";
import type { Copy, ItemDraft, Want } from "@/db/tenant/item";
import type { OwnValues } from "@/db/tenant/own";

/** What a row of a sheet says. What it does not name stays as it is. It is JSON through and through. */
export interface RowChanges {
  /** The ids that an export of the site has, and the moment of the item's last change there. */
  readonly itemId?: string;
  readonly copyId?: string;
  readonly changed?: string;
  readonly item: Partial<Omit<ItemDraft, "copies" | "own" | "want" | "tags" | "template">>;
  /** To be added to those that are there. */
  readonly tags: readonly string[];
  /** Lines to be added to the story. */
  readonly story: readonly string[];
  /** Nothing where the row says nothing of a copy. */
  readonly copy: Partial<Copy>;
  /** How many copies of the item the row is; one where it does not say. */
  readonly quantity?: number;
  readonly want?: SaidWant;
  /** The way to a place that is yet to be made, its steps parted by ` › `. */
  readonly newPlace?: string;
  /** In the owner's fields, by their ids. */
  readonly own: OwnValues;
  readonly ownOfCopy: OwnValues;
  /** Where photos of the item are to come from: addresses, and names of files. */
  readonly photos: readonly string[];
  /** In fields that the import makes, by the number of their column. */
  readonly inNew: Readonly<Record<string, readonly string[]>>;
}

/** What a row says of what is wanted. */
export interface SaidWant {
  /** Whether it is wanted; of what the row only says more, whether it is wanted is left. */
  readonly wanted: "yes" | "no" | "if it is";
  readonly parts: Partial<Want>;
}

/** A cell that can't be read. */
export interface RefusedCell {
  /** The number of its column, from 0, and its name. */
  readonly column: number;
  readonly name: string;
  readonly text: string;
  readonly reason: string;
  /** Where it can be read in several ways: all of them. */
  readonly readings: readonly Reading[];
}

/** A row as it is read. */
export interface ReadRow {
  readonly changes: RowChanges;
  readonly refused: readonly RefusedCell[];
}
