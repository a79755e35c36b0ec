import type { Picture, ShelfItem } from "./model";

export interface ItemDetail extends Omit<ShelfItem, "copies" | "bestCondition" | "cells"> {
  readonly facts: readonly Fact[];
  readonly copies: readonly ItemCopy[];
  readonly pictures: readonly Picture[];
  /** Plain text; an empty line parts paragraphs. */
  readonly story: string | null;
  readonly tags: readonly { readonly label: string; readonly href: string }[];
  readonly prev: Neighbour | null;
  readonly next: Neighbour | null;
}

interface Fact {
  readonly label: string;
  readonly value: string;
  /** Where it leads, if it is a link. */
  readonly href?: string;
}

export interface ItemCopy {
  readonly label: string;
  /** What is said of it in a row, such as "Mint" and "swing tag generation 3". */
  readonly said: readonly string[];
  readonly notes: readonly string[];
  /** What members alone see of it; empty for visitors. */
  readonly forMembers: readonly string[];
  /** What should be noticed about it, in words, such as "For sale". */
  readonly marks: readonly string[];
  /** Photographs of its certificate; `small` is shown, and leads to the whole. */
  readonly certificates: readonly (Picture & { readonly small: string })[];
  /** Whether it is somebody else's by now. */
  readonly isGone: boolean;
}

interface Neighbour {
  readonly slug: string;
  readonly name: string;
}
