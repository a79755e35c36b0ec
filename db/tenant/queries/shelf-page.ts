import { and, asc, desc, eq, not, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { ReadTx } from "@/db/scope";
import type { FieldType } from "../field";
import { items, itemTags, itemWords } from "../schema";
import { OWN, type OwnSort, SORTED, type Sort } from "../shelf-fields";
import { listed } from "./listed";
import { ofThisItem } from "./of-item";
import { hasOwnValue, ownOrders } from "./own-shelf";
import type { Found } from "./shelf-counts";
import { asksForAll, hasWord, isLabel, type ShelfQuery } from "./shelf-query";
import { hasBeginnings, hasBit, isAmong, isShort } from "./shelf-sets";

/** How many items stand on one page of the shelf. */
export const PAGE_SIZE = 50;

/**
 * Whether items are found soonest by their bits and then put in order, or by walking through the order and looking at each
 * until the page is full. The planner can't tell: it takes facets for independent of each other and sites for alike.
 */
function areFew({ words, page }: ShelfQuery, { total, all }: Found): boolean {
  const looks = (page * PAGE_SIZE * all) / Math.max(1, total);
  // A look at a bit costs more than finding and sorting an item does, and one for a word among an item's four times that.
  return total <= looks * (words.every(isShort) ? 1.5 : 6);
}

/** Items in an order of their own, of which all stand before those of the next group. */
interface Group {
  /** Reads the ids of its first ones, behind so many. */
  ids(skipped: SQL): SQL;
  readonly count: SQL;
}

/** How many items stand before those of the query's page. */
export function skippedBy({ page }: ShelfQuery): number {
  return (page - 1) * PAGE_SIZE;
}

/**
 * The ids of the items on a page of the shelf, in their order: an array.
 * @param behind as `skippedBy` says it
 * @param found how many items the query finds, if that is known
 */
export function idsOfPage(tx: ReadTx, query: ShelfQuery, behind: SQL, found?: Found): SQL {
  const [first, ...others] = groupsOf(tx, query, found);
  if (!first) throw new Error("Each item is in a group.");
  const skipped = skippedBy(query);
  let ids = first.ids(behind);
  let before = first.count;
  for (const group of others) {
    // Of groups that the page lies behind all are counted, else none.
    const rest =
      skipped === 0
        ? sql`0`
        : sql`case when before.ids = '{}' then greatest(0, ${skipped}::int - (${before})) else 0 end`;
    const size = sql.raw(String(PAGE_SIZE));
    ids = sql`(select case when cardinality(before.ids) = ${size} then before.ids
      else before.ids || (${group.ids(rest)})[1:${size} - cardinality(before.ids)] end
      from (select ${ids} as ids offset 0) before)`;
    before = sql`${before} + ${group.count}`;
  }
  return ids;
}

function groupsOf(tx: ReadTx, query: ShelfQuery, found: Found | undefined): Group[] {
  const { near, sort } = query;
  const few = found && !asksForAll(query) && areFew(query, found) ? isAmong(tx, query) : undefined;
  const forgiven = query.words.filter((word) => near?.get(word)?.length);
  const fits = few ?? fitting(tx, query);
  if (forgiven.length === 0) return inOrder(tx, fits, sort);
  // Before all others, those that need no word one slip away.
  const isExact = and(...forgiven.map((word) => saysWord(word)));
  return [
    ...inOrder(tx, few ? and(few, isExact) : fitting(tx, { ...query, near: new Map() }), sort),
    ...inOrder(tx, and(fits, isExact && not(isExact)), sort),
  ];
}

/** That the item at hand is what the query asks for. */
function fitting(tx: ReadTx, query: ShelfQuery): SQL | undefined {
  const { words, near, label, visibility } = query;
  const short = words.filter(isShort);
  const chosen = { ...query, words: [], label: null, visibility: null };
  const isChosen = asksForAll(chosen) ? undefined : hasBit(tx, chosen);
  // Where there are sets of how words begin, they are quicker than the words of each item.
  const begins = sql`case when ${hasBeginnings(tx)} then ${hasBit(tx, { ...chosen, words: short })}
    else ${and(isChosen, ...short.map((word) => saysWord(word)))} end`;
  return and(
    short.length > 0 ? begins : isChosen,
    ...words.filter((word) => !isShort(word)).map((word) => saysWord(word, near?.get(word))),
    label === null ? undefined : saysOne(itemTags, isLabel(label)),
    visibility ? eq(items.visibility, visibility) : undefined,
  );
}

function saysWord(word: string, near?: readonly string[]): SQL {
  return saysOne(itemWords, hasWord(word, near));
}

/** Whether the item at hand has such a row: looked up for each item, and never by reading all rows. */
function saysOne(table: typeof itemWords | typeof itemTags, which: SQL | undefined): SQL {
  return sql`coalesce((select true from ${table} where ${and(ofThisItem(table), which)} limit 1), false)`;
}

function inOrder(tx: ReadTx, fits: SQL | undefined, sort: ShelfQuery["sort"]): Group[] {
  const where = (also?: SQL) => and(listed(tx), fits, also);
  const plain = (order: readonly SQL[], also?: SQL): Group => ({
    ids: (skipped) => arrayOf(sql`${items} where ${where(also)}`, order, skipped),
    count: sql`(select count(*)::int from ${items} where ${where(also)})`,
  });
  if (!isOwn(sort)) return [plain(orderOf(sort))];
  const key = sort.slice(OWN.length);
  const valued: Group = {
    ids: (skipped) =>
      ownOrders(key, ({ from, isLeast, order }) =>
        arrayOf(sql`${from} where ${where(isLeast)}`, [...order, ...BY_NAME], skipped),
      ),
    count: sql`(select count(*)::int from ${items} where ${where(hasOwnValue(key))})`,
  };
  return [valued, plain(BY_NAME, not(hasOwnValue(key)))];
}

/** Whether it is by one of the owner's fields. */
export function isOwn(sort: Sort | OwnSort): sort is OwnSort {
  return sort.startsWith(OWN);
}

function arrayOf(from: SQL, order: readonly SQL[], skipped: SQL): SQL {
  return sql`array(select ${items.id} from ${from} order by ${sql.join([...order], sql`, `)}
    limit ${sql.raw(String(PAGE_SIZE))} offset ${skipped})`;
}

const BY_NAME = [asc(items.sortName), asc(items.id)];

function orderOf(sort: Sort): SQL[] {
  if (sort === "newest") return [desc(items.createdAt), desc(items.id)];
  const field = SORTED.find((one) => one.sort === sort);
  if (!field || field.key === "name") return BY_NAME;
  return [asc(filled(items[field.key], field.type)), ...BY_NAME];
}

/** What is empty comes last; numbers within a text count by their value. */
function filled(column: PgColumn, type: FieldType): SQL {
  const value = sql`nullif(${column}, '')`;
  return type === "date" ? value : sql`${value} collate in_order`;
}
