import type { ShelfQuery } from "@/db/tenant/queries/shelf";
import { byFacet, FACETS, type FacetKey, SORTED, SORTS, type Sort } from "@/db/tenant/shelf-fields";

/** The parameters of a page as Next hands them over. */
export type PageParams = Readonly<Record<string, string | string[] | undefined>>;

/** A shelf's state with the words as the person typed them. */
export interface ShelfUrl extends ShelfQuery {
  readonly typed: string;
}

/** Reads the shelf's state from the URL. Whatever is unknown or out of bounds is left out. */
export function readShelfUrl(params: PageParams): ShelfUrl {
  const typed = (first(params.q) ?? "").slice(0, 100);
  const sort = SORTS.find((known) => known === first(params.sort)) ?? "name";
  const page = Number(first(params.page) ?? 1);
  return {
    typed,
    words: searchWords(typed),
    chosen: byFacet((key) => chosen(params[key])),
    label: first(params.label)?.slice(0, 40) || null,
    sort,
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
  };
}

/** The address of a shelf; defaults are left out, so that one state has one address. */
export function shelfHref(url: ShelfUrl, change: Partial<ShelfUrl> = {}): string {
  const next = { ...url, ...change };
  const query = new URLSearchParams();
  if (next.typed.trim()) query.set("q", next.typed.trim());
  for (const key of FACETS)
    for (const value of [...next.chosen[key]].sort()) query.append(key, value);
  if (next.label) query.set("label", next.label);
  if (next.sort !== "name") query.set("sort", next.sort);
  if (next.page > 1) query.set("page", String(next.page));
  const text = query.toString();
  return text ? `/?${text}` : "/";
}

/** The shelf with one value of a facet switched, from its first page. */
export function switchedHref(url: ShelfUrl, key: FacetKey, value: string): string {
  const now = url.chosen[key];
  const values = now.includes(value) ? now.filter((one) => one !== value) : [...now, value];
  return shelfHref(url, { chosen: { ...url.chosen, [key]: values }, page: 1 });
}

/** The words of a search as the database keeps them: lower case, accents removed, at most 8. */
export function searchWords(typed: string): string[] {
  const words = typed
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => word.slice(0, 60));
  return [...new Set(words)].slice(0, 8);
}

/** What people call the orders of the shelf. */
export function sortInWords(sort: Sort): string {
  return SORTED.find((field) => field.sort === sort)?.label ?? "Newest first";
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function chosen(value: string | string[] | undefined): string[] {
  const all = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return [...new Set(all.map((one) => one.slice(0, 80)).filter(Boolean))].slice(0, 20);
}
