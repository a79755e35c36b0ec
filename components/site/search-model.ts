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

export interface SortOption {
  readonly value: string;
  readonly label: string;
  readonly selected: boolean;
}

export interface Facet {
  readonly key: string;
  readonly label: string;
  readonly options: readonly FacetOption[];
}

export interface FacetOption {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  /** The shelf with this option switched. */
  readonly href: string;
  readonly selected: boolean;
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
  /** The first page, the last and those around this one, in their order. */
  readonly steps: readonly PageStep[];
}

export interface PageStep {
  readonly page: number;
  /** Null for the page at hand. */
  readonly href: string | null;
  /** Whether pages are left out before it. */
  readonly gap: boolean;
}
