/** What public pages are given to show. Queries return shapes that fit; nothing here is fetched. */

export interface Picture {
  /** Address of a photo or of a drawn plush, always an <img>. */
  readonly src: string;
  /** In pixels, so that the page reserves its space. */
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

export interface ShelfItem {
  readonly slug: string;
  readonly name: string;
  readonly animal: string;
  readonly variant: string | null;
  readonly styleNumber: string | null;
  /** Year of introduction in words, such as "1995". */
  readonly year: string | null;
  readonly retired: boolean | null;
  /** What should be noticed about it, in words, such as "For sale". */
  readonly marks: readonly string[];
  readonly copies: number;
  readonly bestCondition: string | null;
  /** What a shelf that is a table shows beside name, copies and status; the same columns for each item. */
  readonly cells: readonly Cell[];
  /** Position in the whole shelf, from 1. */
  readonly number: number;
  readonly picture: Picture;
}

export interface Cell {
  readonly label: string;
  readonly value: string | null;
  /** `wide` columns fold under the name first, where the page is narrow. */
  readonly width: "wide" | "middle";
  readonly figures?: boolean;
}

export interface NavLink {
  readonly label: string;
  readonly href: string;
  readonly current?: boolean;
}
