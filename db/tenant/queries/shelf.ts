import { type SQL, sql } from "drizzle-orm";
import { prebuiltInForms } from "@/db/prebuilt";
import type { ReadTx } from "@/db/scope";
import type { Standing } from "../choices";
import { copies } from "../copy-schema";
import { byKey, pick } from "../field";
import type { Named } from "../fields";
import type { Photo } from "../item";
import { photos } from "../photo-schema";
import { items } from "../schema";
import {
  LISTED,
  type ListedItem,
  SHELVED_OF_COPY,
  type ShelvedOfCopy,
  type Sort,
} from "../shelf-fields";
import { isAmong, picturesOfThisItem, textArray } from "./of-item";
import type { Found } from "./shelf-counts";
import { idsOfPage, isOwn, skippedBy } from "./shelf-page";
import { asksForAll, EVERYTHING, type ShelfQuery } from "./shelf-query";
import { held, standingOfThis } from "./standings";

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
 * @param found how many items the query finds: where that is not known and they are few, it takes as long as the site is large
 */
export async function listShelf(tx: ReadTx, query: ShelfQuery, found?: Found): Promise<ShelfRow[]> {
  const { sort } = query;
  if (!asksForAll(query) || isOwn(sort))
    return selectItems(tx, idsOfPage(tx, query, sql`${skippedBy(query)}::int`, found));
  return selectWhole(tx, sort, { skipped: skippedBy(query) });
}

/** Of the whole shelf, which is asked for after each change of it. */
const selectWhole = prebuiltInForms(
  (tx: ReadTx, sort: Sort) => `${tx.actor.kind} ${sort}`,
  (tx, sort) =>
    selectItems(
      tx,
      idsOfPage(tx, { ...EVERYTHING, sort }, sql`${sql.placeholder("skipped")}::int`),
    ),
);

/** @param page the ids of what is selected, in their order: an array */
function selectItems(tx: ReadTx, page: SQL) {
  // The page's ids first, so that nothing but the order is read of the rows before it. As an array they are worked out
  // once, where a join may ask for them anew for each item.
  const first = tx
    .$with("page")
    .as(tx.select({ ids: sql`${page}`.as("ids") }).from(sql`(select) once`));
  const ids = sql`(select ${first.ids} from ${first})::uuid[]`;
  return tx
    .with(first)
    .select(shown())
    .from(items)
    .where(sql`${items.id} = any(${ids})`)
    .orderBy(sql`array_position(${ids}, ${items.id})`);
}

/** These items as the shelf shows them, in this order. */
export async function listShown(tx: ReadTx, ids: readonly string[]): Promise<ShelfRow[]> {
  const rows = await tx.select(shown()).from(items).where(isAmong(items.id, ids));
  return rows.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
}

function shown() {
  return {
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
  };
}

/** What the shelf shows of the copies that are held. The values of a choice are listed the best first. */
function shownOfCopies({ key, values }: Named<ShelvedOfCopy>): SQL<string | null> {
  const column = copies[key];
  const order = values
    ? sql`array_position(${textArray([...values.filter(Boolean), ""])}, ${column})`
    : copies.position;
  return sql`(select ${column} from ${copies} where ${held()} order by ${order} limit 1)`;
}
