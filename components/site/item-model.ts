import type { Picture, ShelfItem } from "./model";

export interface ItemDetail extends Omit<ShelfItem, "copies"> {
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly copies: readonly ItemCopy[];
  readonly pictures: readonly Picture[];
  /** Plain text; an empty line parts paragraphs. */
  readonly story: string | null;
  readonly tags: readonly { readonly label: string; readonly href: string }[];
  readonly prev: Neighbour | null;
  readonly next: Neighbour | null;
}

export interface ItemCopy {
  readonly label: string;
  readonly condition: string | null;
  readonly conditionNote: string | null;
  readonly swingTag: string | null;
  readonly tushTag: string | null;
  /** A date in words. */
  readonly acquired: string | null;
  readonly note: string | null;
  readonly forTradeOrSale: string | null;
}

interface Neighbour {
  readonly slug: string;
  readonly name: string;
}
