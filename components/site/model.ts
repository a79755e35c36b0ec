/** What public pages are given to show. Queries return shapes that fit; nothing here is fetched. */

export interface Picture {
  /** Address of a photo or of a drawn plush, always an <img>. */
  readonly src: string;
  /** Pixels, so that the page holds its place. */
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

export type Status = "owned" | "wanted" | "trade" | "sale";
export type Visibility = "public" | "unlisted" | "private";

export interface ShelfItem {
  readonly slug: string;
  readonly name: string;
  readonly animal: string;
  readonly variant: string | null;
  readonly styleNumber: string | null;
  /** Year of introduction in words, such as "1995". */
  readonly year: string | null;
  readonly retired: boolean | null;
  readonly status: Status;
  readonly visibility: Visibility;
  readonly copies: number;
  readonly bestCondition: string | null;
  readonly swingTag: string | null;
  /** Position in the whole shelf, from 1. */
  readonly number: number;
  readonly picture: Picture;
}

export interface FacetOption {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  /** The shelf with this option switched. */
  readonly href: string;
  readonly selected: boolean;
}

export interface Facet {
  readonly key: "animal" | "status" | "tag" | "condition";
  readonly label: string;
  readonly options: readonly FacetOption[];
}

export interface SortOption {
  readonly value: string;
  readonly label: string;
  readonly selected: boolean;
}

export interface Search {
  /** Where the form is sent, such as "/". */
  readonly action: string;
  readonly query: string;
  /** Chosen facets, sent along with a new search. */
  readonly carried: readonly { readonly name: string; readonly value: string }[];
  readonly sorts: readonly SortOption[];
  readonly facets: readonly Facet[];
  /** The shelf without search and facets. */
  readonly clearHref: string;
}

export interface Pager {
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  /** Numbers of the first and the last item on this page, from 1. */
  readonly from: number;
  readonly to: number;
  readonly prevHref: string | null;
  readonly nextHref: string | null;
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

export interface NavLink {
  readonly label: string;
  readonly href: string;
  readonly current?: boolean;
}
