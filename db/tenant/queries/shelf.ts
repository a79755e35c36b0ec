import { and, asc, desc, eq, exists, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { ReadTx } from "@/db/scope";
import type { Standing } from "../choices";
import { copies } from "../copy-schema";
import { itemFacets } from "../facet-schema";
import { byKey, type FieldType, pick } from "../field";
import type { Named } from "../fields";
import type { Photo } from "../item";
import { photos } from "../photo-schema";
import { items } from "../schema";
import {
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
import { ownValues } from "./own-shelf";
import { choicesOf, hasValue, isSaid, itemsWithWord, type ShelfQuery } from "./shelf-query";
import { isAmong } from "./shelf-sets";
import { held, standingOfThis } from "./standings";

/** How many items stand on one page of the shelf. */
export const PAGE_SIZE = 50;

/**
 * So few items are found by their bits. The planner takes facets for independent of each other and sites for alike, and may
 * read all items of one facet to find those that have the others too.
 */
const FEW = 2_000;

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

/**
 * One page of the shelf. The transaction's actor decides what is seen.
 * @param total how many items the query finds, where that is known
 */
export async function listShelf(
  tx: ReadTx,
  query: ShelfQuery,
  total = Number.POSITIVE_INFINITY,
): Promise<ShelfRow[]> {
  const values = query.sort.startsWith(OWN) ? ownValues(tx, query.sort.slice(OWN.length)) : null;
  const found = tx
    .select({ id: items.id })
    .from(items)
    .where(
      and(
        listed(tx),
        total <= FEW && choicesOf(query).length > 1 ? isAmong(tx, query) : matching(tx, query),
      ),
    )
    .orderBy(
      ...exactFirst(tx, query),
      ...(values ? [asc(values.number), asc(values.since), asc(values.folded)] : []),
      ...orderOf(query.sort),
    )
    .limit(PAGE_SIZE)
    .offset((query.page - 1) * PAGE_SIZE)
    .$dynamic();
  if (values) found.leftJoin(values, eq(values.itemId, items.id));
  // The page's ids first, so that nothing but the order is read of the rows before it. As an array they are worked out
  // once, where a join may ask for them anew for each item.
  const page = tx.$with("page").as(found);
  const ids = sql`array(select ${page.id} from ${page})`;
  return tx
    .with(page)
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
    .where(sql`${items.id} = any(${ids})`)
    .orderBy(sql`array_position(${ids}, ${items.id})`);
}

/** What the shelf shows of the copies that are held. The values of a choice are listed the best first. */
function shownOfCopies({ key, values }: Named<ShelvedOfCopy>): SQL<string | null> {
  const column = copies[key];
  const order = values
    ? sql`array_position(${textArray([...values.filter(Boolean), ""])}, ${column})`
    : copies.position;
  return sql`(select ${column} from ${copies} where ${held()} order by ${order} limit 1)`;
}

function matching(tx: ReadTx, query: ShelfQuery): SQL | undefined {
  return and(
    isSaid(tx, query, items),
    ...choicesOf(query).map(([facet, values]) => chosenIn(tx, facet, values)),
    query.visibility ? eq(items.visibility, query.visibility) : undefined,
  );
}

/** Before all others, those that need no word one slip away. */
function exactFirst(tx: ReadTx, { words, near }: ShelfQuery): SQL[] {
  const forgiven = words.filter((word) => near?.get(word)?.length);
  if (forgiven.length === 0) return [];
  return [desc(sql`(${and(...forgiven.map((word) => exists(itemsWithWord(tx, word))))})`)];
}

function chosenIn(tx: ReadTx, facet: string, values: readonly string[]): SQL {
  return exists(
    tx
      .select({ one: sql`1` })
      .from(itemFacets)
      .where(and(ofThisItem(itemFacets), hasValue(itemFacets, facet, values))),
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
  const field = SORTED.find((one) => one.sort === sort);
  if (!field || field.key === "name") return byName;
  return [asc(filled(items[field.key], field.type)), ...byName];
}
