import { and, asc, desc, eq, exists, gte, lt, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { ReadTx } from "@/db/scope";
import type { Standing, Visibility } from "../choices";
import { copies } from "../copy-schema";
import { itemFacets } from "../facet-schema";
import { byKey, type FieldType, pick } from "../field";
import type { Named } from "../fields";
import type { Photo } from "../item";
import { photos } from "../photo-schema";
import { items, itemTags, itemWords } from "../schema";
import {
  type Chosen,
  FACETS,
  LISTED,
  type ListedItem,
  OWN,
  type OwnSort,
  SHELVED_OF_COPY,
  type ShelvedOfCopy,
  SORTED,
  type Sort,
} from "../shelf-fields";
import { listed } from "./listed";
import { ofThisItem, picturesOfThisItem, textArray } from "./of-item";
import { byOwn, type ChosenOwn, hasChosenOwn } from "./own-shelf";
import { held, standingOfThis } from "./standings";
import { askable } from "./text";

/** How many items stand on one page of the shelf. */
export const PAGE_SIZE = 50;

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

/** An item as the shelf shows it. */
export interface ShelfRow extends ListedItem {
  readonly id: string;
  readonly slug: string;
  /** Whether it is wanted, and how each of its copies stands, each once and in the order of STANDINGS. */
  readonly standings: readonly Standing[];
  /** Those that are held: neither sold nor given away. */
  readonly copies: number;
  /** Of its copies; null where it has none. */
  readonly ofCopies: Readonly<Record<ShelvedOfCopy, string | null>>;
  readonly photo: Omit<Photo, "id" | "copyId" | "ofCertificate"> | null;
}

/** One page of the shelf. The transaction's actor decides what is seen. */
export async function listShelf(tx: ReadTx, query: ShelfQuery): Promise<ShelfRow[]> {
  const order = [...exactFirst(tx, query), ...orderOf(query.sort)];
  // The page's ids first, so that nothing but the order is read of the rows before it. As an array they are worked out
  // once, where a join may ask for them anew for each item.
  const page = tx
    .select({ id: items.id })
    .from(items)
    .where(isFound(tx, query))
    .orderBy(...order)
    .limit(PAGE_SIZE)
    .offset((query.page - 1) * PAGE_SIZE);
  return tx
    .select({
      id: items.id,
      slug: items.slug,
      ...pick(items, LISTED),
      standings: standingOfThis(),
      copies: sql<number>`(select count(*)::int from ${copies} where ${held()})`,
      ofCopies: byKey(SHELVED_OF_COPY, shownOfCopies),
      photo: sql`(select json_build_object('key', ${photos.key}, 'width', ${photos.width},
        'height', ${photos.height}, 'alt', ${photos.alt}, 'colour', ${photos.colour})
        from ${photos} where ${picturesOfThisItem()} order by ${photos.position}, ${photos.id} limit 1)`.mapWith(
        (json: string): ShelfRow["photo"] => JSON.parse(json),
      ),
    })
    .from(items)
    .where(sql`${items.id} = any(array(${page}))`)
    .orderBy(...order);
}

/** What the shelf shows of the copies that are held. The values of a choice are listed the best first. */
function shownOfCopies({ key, values }: Named<ShelvedOfCopy>): SQL<string | null> {
  const column = copies[key];
  const order = values
    ? sql`array_position(${textArray([...values.filter(Boolean), ""])}, ${column})`
    : copies.position;
  return sql`(select ${column} from ${copies} where ${held()} order by ${order} limit 1)`;
}

/** Whether an item is on the shelf and is what the query asks for. */
export function isFound(tx: ReadTx, query: ShelfQuery): SQL | undefined {
  return and(listed(tx), matching(tx, query));
}

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

function matching(tx: ReadTx, query: ShelfQuery): SQL | undefined {
  return and(
    ...query.words.map((word) => exists(itemsWithWord(tx, word, query.near?.get(word)))),
    ...FACETS.map((key) => chosenIn(tx, key, query.chosen[key])),
    ...hasChosenOwn(tx, query.own),
    query.visibility ? eq(items.visibility, query.visibility) : undefined,
    query.label === null
      ? undefined
      : exists(
          tx
            .select({ one: sql`1` })
            .from(itemTags)
            .where(and(ofThisItem(itemTags), eq(itemTags.tag, askable(query.label)))),
        ),
  );
}

/** A range instead of LIKE: comparison of text is leakproof, so it stays on its index under row-level security. */
function itemsWithWord(tx: ReadTx, asked: string, near: readonly string[] = []) {
  const word = askable(asked);
  const begun = and(gte(itemWords.word, word), lt(itemWords.word, `${word}\u{10ffff}`));
  const slipped = near.length > 0 ? sql`${itemWords.word} = any(${textArray(near)})` : undefined;
  return tx
    .select({ one: sql`1` })
    .from(itemWords)
    .where(and(ofThisItem(itemWords), slipped ? or(begun, slipped) : begun));
}

/** Before all others, those that need no word one slip away. */
function exactFirst(tx: ReadTx, { words, near }: ShelfQuery): SQL[] {
  const forgiven = words.filter((word) => near?.get(word)?.length);
  if (forgiven.length === 0) return [];
  return [desc(sql`(${and(...forgiven.map((word) => exists(itemsWithWord(tx, word))))})`)];
}

function chosenIn(tx: ReadTx, facet: string, values: readonly string[]): SQL | undefined {
  if (values.length === 0) return undefined;
  return exists(
    tx
      .select({ one: sql`1` })
      .from(itemFacets)
      .where(and(ofThisItem(itemFacets), hasValue(facet, values))),
  );
}

/** For a query on facets: one of these values of a facet, in whatever case. */
export function hasValue(facet: string, values: readonly string[]): SQL | undefined {
  return and(
    eq(itemFacets.facet, facet),
    sql`${itemFacets.value} = any(in_one_case(${textArray(values)}))`,
  );
}

/** What is empty comes last; numbers within a text count by their value. */
function filled(column: PgColumn, type: FieldType): SQL {
  const value = sql`nullif(${column}, '')`;
  return type === "date" ? value : sql`${value} collate in_order`;
}

function orderOf(sort: Sort | OwnSort): SQL[] {
  const byName = [asc(items.sortName), asc(items.id)];
  if (sort === "newest") return [desc(items.createdAt), desc(items.id)];
  if (sort.startsWith(OWN)) return [...byOwn(sort.slice(OWN.length)), ...byName];
  const field = SORTED.find((one) => one.sort === sort);
  if (!field || field.key === "name") return byName;
  return [asc(filled(items[field.key], field.type)), ...byName];
}
