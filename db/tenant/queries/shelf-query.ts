import { and, eq, gte, lt, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Visibility } from "../choices";
import type { itemFacets, shelfSets } from "../facet-schema";
import { fields } from "../own-schema";
import { itemTags, itemWords } from "../schema";
import { byFacet, type Chosen, FACETS, OWN, type OwnSort, type Sort } from "../shelf-fields";
import { textArray } from "./of-item";
import type { ChosenOwn } from "./own-shelf";
import { askable } from "./text";

/** What a person asks of the shelf, as the URL says it. */
export interface ShelfQuery {
  /** As `askWords` gives them; each must begin a word of the item. */
  readonly words: readonly string[];
  /** For some of them, words one slip away that do as well; whoever has them stands behind who needs none. */
  readonly near?: ReadonlyMap<string, readonly string[]>;
  readonly chosen: Chosen;
  /** One of the owner's own labels, or null. */
  readonly label: string | null;
  /** For members: only what is shown to these; all where not said. */
  readonly visibility?: Visibility | null;
  /** By one of the owner's fields with `own.` before its key. */
  readonly sort: Sort | OwnSort;
  /** What has been chosen in the owner's fields; nothing where not said. */
  readonly own?: ChosenOwn;
  /** From 1. */
  readonly page: number;
}

/** The shelf as it is opened. */
export const EVERYTHING: ShelfQuery = {
  words: [],
  chosen: byFacet(() => []),
  label: null,
  sort: "name",
  page: 1,
};

/** Whether the query asks for all there is. */
export function asksForAll({ words, chosen, own = {}, label, visibility }: ShelfQuery): boolean {
  const isEmpty = (values: readonly string[]) => values.length === 0;
  return (
    isEmpty(words) &&
    label === null &&
    !visibility &&
    Object.values(chosen).every(isEmpty) &&
    Object.values(own).every(isEmpty)
  );
}

/** For a query on labels: that it is this one. */
export function isLabel(label: string): SQL {
  return eq(itemTags.tag, askable(label));
}

/** For a query on words: that it begins so, or is one of others. */
export function hasWord(word: string, near: readonly string[] = []): SQL | undefined {
  const begun = beginsWith(itemWords.word, word);
  return near.length > 0 ? or(begun, sql`${itemWords.word} = any(${textArray(near)})`) : begun;
}

/** A range instead of LIKE: comparison of text is leakproof, so it stays on its index under row-level security. */
export function beginsWith(column: PgColumn, asked: string): SQL | undefined {
  const word = askable(asked);
  return and(gte(column, word), lt(column, `${word}\u{10ffff}`));
}

/** The facets that something is chosen of, with what; those of the owner's fields with `own.` before their keys. */
export function choicesOf({ chosen, own = {} }: ShelfQuery): [string, readonly string[]][] {
  const all: [string, readonly string[]][] = [
    ...FACETS.map((key): [string, readonly string[]] => [key, chosen[key]]),
    ...Object.entries(own).map(([key, values]): [string, readonly string[]] => [OWN + key, values]),
  ];
  return all.filter(([, values]) => values.length > 0);
}

/**
 * For a query on facets: one of these values of a facet, in whatever case; of an owner's field, one of its choices, unless
 * the field is in the trash.
 */
export function hasValue(
  table: typeof itemFacets | typeof shelfSets,
  facet: string,
  values: readonly string[],
): SQL | undefined {
  const isFacet = eq(table.facet, askable(facet));
  const texts = textArray(values);
  if (!facet.startsWith(OWN)) return and(isFacet, sql`${table.value} = any(in_one_case(${texts}))`);
  const isOffered = sql`exists (select from ${fields} where ${fields.key} = ${askable(facet.slice(OWN.length))}
    and ${fields.trashedAt} is null)`;
  return and(isFacet, sql`${table.value} = any(${texts})`, isOffered);
}
