import type { Scope } from "@/db/scope";
import type { ShelfQuery } from "@/db/tenant/queries/shelf";
import { askWords } from "@/db/tenant/queries/words";
import { byFacet, FACETS, type FacetKey, SORTED, SORTS, type Sort } from "@/db/tenant/shelf-fields";

/** The parameters of a page as Next hands them over. */
export type PageParams = Readonly<Record<string, string | string[] | undefined>>;

/** A shelf's state with the search as the person typed it. */
export interface ShelfUrl extends Omit<ShelfQuery, "words" | "near"> {
  readonly typed: string;
}

/** Reads the shelf's state from the URL. Whatever is unknown or out of bounds is left out. */
export function readShelfUrl(params: PageParams): ShelfUrl {
  const typed = (first(params.q) ?? "").slice(0, 200);
  const sort = SORTS.find((known) => known === first(params.sort)) ?? "name";
  const page = Number(first(params.page) ?? 1);
  return {
    typed,
    chosen: byFacet((key) => chosen(params[key])),
    label: first(params.label)?.slice(0, 40) || null,
    sort,
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
  };
}

/** What the URL asks of the database. A search is read there first, because it knows how words are made. */
export async function queryOf(scope: Scope, url: ShelfUrl): Promise<ShelfQuery> {
  if (url.typed.trim() === "") return { ...url, words: [] };
  return { ...url, ...(await scope.read((tx) => askWords(tx, url.typed))) };
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
