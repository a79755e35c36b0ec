import type { Scope } from "@/db/scope";
import type { ShelfQuery } from "@/db/tenant/queries/shelf-query";
import { askWords } from "@/db/tenant/queries/words";
import {
  byFacet,
  FACETS,
  type FacetKey,
  OWN,
  type OwnSort,
  SORTED,
  SORTS,
  type Sort,
} from "@/db/tenant/shelf-fields";

/** The parameters of a page as Next hands them over. */
export type PageParams = Readonly<Record<string, string | string[] | undefined>>;

/** A shelf's state with the search as the person typed it. */
export interface ShelfUrl extends Omit<ShelfQuery, "words" | "near"> {
  readonly typed: string;
}

/** Reads the shelf's state from the URL. Whatever is unknown or out of bounds is left out. */
export function readShelfUrl(params: PageParams): ShelfUrl {
  const typed = (first(params.q) ?? "").slice(0, 200);
  const asked = first(params.sort);
  const sort = isOwnSort(asked) ? asked : (SORTS.find((known) => known === asked) ?? "name");
  const page = Number(first(params.page) ?? 1);
  return {
    typed,
    chosen: byFacet((key) => chosen(params[key])),
    own: Object.fromEntries(
      Object.entries(params)
        .filter(([name]) => name.startsWith(OWN) && name.length <= LONGEST_NAME)
        .slice(0, MOST_OWN)
        .map(([name, value]) => [name.slice(OWN.length), chosen(value)])
        .filter(([, values]) => values?.length),
    ),
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

/** How many of the owner's fields one address chooses from, and how long the name of one is. */
const MOST_OWN = 8;
const LONGEST_NAME = 60;

function isOwnSort(sort: string | undefined): sort is OwnSort {
  return Boolean(sort?.startsWith(OWN)) && (sort?.length ?? 0) <= LONGEST_NAME;
}

/** The address of a shelf; defaults are left out, so that one state has one address. */
export function shelfHref(url: ShelfUrl, change: Partial<ShelfUrl> = {}): string {
  const next = { ...url, ...change };
  const query = new URLSearchParams();
  if (next.typed.trim()) query.set("q", next.typed.trim());
  for (const key of FACETS)
    for (const value of [...next.chosen[key]].sort()) query.append(key, value);
  for (const [key, values] of Object.entries(next.own ?? {}).sort())
    for (const value of [...values].sort()) query.append(`${OWN}${key}`, value);
  if (next.label) query.set("label", next.label);
  if (next.sort !== "name") query.set("sort", next.sort);
  if (next.page > 1) query.set("page", String(next.page));
  const text = query.toString();
  return text ? `/?${text}` : "/";
}

/** The shelf with one value of a facet switched, from its first page. */
export function switchedHref(url: ShelfUrl, key: FacetKey, value: string): string {
  const now = url.chosen[key];
  const others = now.filter((one) => !sameValue(one, value));
  const values = others.length < now.length ? others : [...now, value];
  return shelfHref(url, { chosen: { ...url.chosen, [key]: values }, page: 1 });
}

/** The shelf with one value of one of the owner's fields switched, from its first page. */
export function switchedOwnHref(url: ShelfUrl, key: string, value: string): string {
  const now = chosenOwn(url, key);
  const values = now.includes(value) ? now.filter((one) => one !== value) : [...now, value];
  return shelfHref(url, { own: { ...url.own, [key]: values }, page: 1 });
}

/** What is chosen in one of the owner's fields. Its key may be `constructor`, which every object seems to have. */
export function chosenOwn({ own = {} }: Pick<ShelfUrl, "own">, key: string): readonly string[] {
  return (Object.hasOwn(own, key) && own[key]) || [];
}

/** What people call the orders of the shelf. */
export function sortInWords(sort: Sort): string {
  return SORTED.find((field) => field.sort === sort)?.label ?? "Newest first";
}

/** Values that differ in case are one, as the database has it. */
export function sameValue(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function chosen(value: string | string[] | undefined): string[] {
  const all = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return [...new Set(all.map((one) => one.slice(0, 80)).filter(Boolean))].slice(0, 20);
}
