import { and, eq, or, type SQL, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import type { Visibility } from "../choices";
import { BEGINS, ITEMS_OF_PART, itemFacets, shelfSets } from "../facet-schema";
import { items, itemTags, itemWords } from "../schema";
import { ofThisItem, textArray } from "./of-item";
import { beginsWith, choicesOf, hasValue, hasWord, isLabel, type ShelfQuery } from "./shelf-query";

/** The facet that each item of the shelf has. */
export const ALL = "all";

/**
 * The items that fit all that the query asks, and for each facet that something is chosen of, those that fit all but that:
 * rows of `but`, `part` and `bits`.
 */
export function bitsThatFit(tx: ReadTx, query: ShelfQuery): SQL {
  const { facet, part, bits } = shelfSets;
  const { words, near, label, visibility } = query;
  const choices = choicesOf(query);
  const sets = [
    sql`select ${facet}, ${part}, bit_or(${bits}) from ${shelfSets} where ${and(
      isSeen(tx),
      or(eq(facet, ALL), ...choices.map(([key, values]) => hasValue(shelfSets, key, values))),
    )} group by 1, 2`,
    ...words.map((word) =>
      isShort(word) ? begunBits(tx, word) : wordBits(tx, word, near?.get(word)),
    ),
    ...(label === null ? [] : [labelBits(label)]),
    ...(visibility ? [shownBits(visibility)] : []),
  ];
  // A part that one of the sets lacks has nothing that fits.
  const all = choices.length + sets.length;
  return sql`with chosen (facet, part, bits) as materialized (${sql.join(sets, sql` union all `)})
    select one.but, c.part, bit_and(c.bits) as bits
    from unnest(${textArray(["", ...choices.map(([key]) => key)])}) one (but) join chosen c on c.facet <> one.but
    group by one.but, c.part having count(*) = ${all}::int - (one.but <> '')::int`;
}

/** Whether a large site has sets of the items that have a word which begins so. */
export function isShort(word: string): boolean {
  return [...word].length <= 2;
}

/** What has a word that begins with a letter or two: from the sets of a site that has them, else from its words. */
function begunBits(tx: ReadTx, word: string): SQL {
  const { facet, value, part, bits } = shelfSets;
  return sql`(select '?', ${part}, bit_or(${bits}) from ${shelfSets}
    where ${and(isSeen(tx), eq(facet, BEGINS), beginsWith(value, word))} group by 2
    union all ${wordBits(tx, word, [], sql`not ${hasBeginnings(tx)}`)})`;
}

/** Whether the site has sets of how words begin, as `beginnings.sql` says it. */
export function hasBeginnings(tx: ReadTx): SQL {
  const { facet, value } = shelfSets;
  return sql`(select exists (select from ${shelfSets} where ${and(isSeen(tx), eq(facet, BEGINS), eq(value, ""))}))`;
}

/**
 * What has a word that begins so, or one of others. A few are looked up one by one; of more, the numbers of all items are read
 * with them, in a full join, which Postgres never makes by looking each up. The planner can't tell which it will be where it
 * plans a statement once for all words.
 */
function wordBits(tx: ReadTx, word: string, near: readonly string[] = [], where?: SQL): SQL {
  const { itemId, ordinal } = itemFacets;
  const found = sql`select ${itemWords.itemId} from ${itemWords} where ${hasWord(word, near)}`;
  const few = sql`(select ${ITEMS_OF_PART / 32}::int * (1 + ${lastPart(tx)}))`;
  const areFew = sql`(select count(*) from (${found} limit ${few}) first) < ${few}`;
  return bitsOf(sql`(
    select (select ${ordinal} from ${itemFacets} where ${isNumber} and ${itemId} = found.item_id) as ordinal
    from (${found}) found where ${and(areFew, where)}
    union all
    select case when found.item_id is null then null else numbered.ordinal end from (${found} offset 0) found
      full join (select ${itemId}, ${ordinal} from ${itemFacets} where ${isNumber} offset 0) numbered
      on numbered.item_id = found.item_id where ${and(sql`not ${areFew}`, where)})`);
}

/** In which row the bits of the newest items stand. */
function lastPart(tx: ReadTx): SQL {
  const { facet, part } = shelfSets;
  return sql`(select max(${part}) from ${shelfSets} where ${and(isSeen(tx), eq(facet, ALL))})`;
}

/** What has one of the owner's labels. */
function labelBits(label: string): SQL {
  return bitsOf(sql`(select ${itemFacets.ordinal} from ${itemFacets} join ${itemTags}
    on ${ofThisItem(itemTags, { tenantId: itemFacets.tenantId, id: itemFacets.itemId })}
    where ${isNumber} and ${isLabel(label)})`);
}

/** For members: what is shown to these. */
function shownBits(visibility: Visibility): SQL {
  return bitsOf(sql`(select ${itemFacets.ordinal} from ${itemFacets} join ${items}
    on ${eq(items.tenantId, itemFacets.tenantId)} and ${eq(items.id, itemFacets.itemId)}
    where ${isNumber} and ${eq(items.visibility, visibility)})`);
}

/**
 * The bits of these numbers of items, each given once or several times. First 64 of them together, because a row of bits is
 * made anew for each that is added to it.
 */
function bitsOf(ordinals: SQL): SQL {
  return sql`select '?', n / ${IN_NUMBER}, bit_or(bits::bit(64)::bit(${PART}) >> n % ${IN_NUMBER} * 64) from (
    select ordinal / 64 as n, bit_or(1::bigint << 63 - ordinal % 64) as bits
    from ${ordinals} found where ordinal is not null group by 1) numbers group by 2`;
}

/** That a row is the one of an item's facets that all have. */
const isNumber = and(eq(itemFacets.facet, ALL), eq(itemFacets.value, ""));

const PART = sql.raw(String(ITEMS_OF_PART));
const IN_NUMBER = sql.raw(String(ITEMS_OF_PART / 64));

/** Visitors and members have sets of their own. */
export function isSeen(tx: ReadTx): SQL {
  return eq(shelfSets.forMembers, isMembers(tx));
}

/** That an item is one of those that fit all that the query asks, for a query on items: quick where few do. */
export function isAmong(tx: ReadTx, query: ShelfQuery): SQL {
  // The bits that are set stand between the zeros of the row's text, which is read once.
  const seats = sql`(select sum(length(zeros) + 1) over (order by nth)::int - 1 as seat
    from unnest(string_to_array(fits.bits::text, '1')) with ordinality zeros (zeros, nth)) seats`;
  // Each by itself, because the planner would read the numbers of all items to find those of a few.
  const itemOfSeat = sql`(select ${itemFacets.itemId} from ${itemFacets} where ${eq(itemFacets.facet, ALL)}
    and ${itemFacets.ordinal} = fits.part * ${PART} + seats.seat)`;
  return sql`${items.id} = any(array(select ${itemOfSeat} from (${bitsThatFit(tx, query)}) fits
    cross join lateral ${seats} where fits.but = '' and seats.seat < ${PART}))`;
}

/** The same, looked up for each item: quick where many fit, so that a few have to be looked at. */
export function hasBit(tx: ReadTx, query: ShelfQuery): SQL {
  const parts = sql`(select array_agg(fits.bits order by at) from generate_series(0, ${lastPart(tx)}) at
    left join (${bitsThatFit(tx, query)}) fits on fits.part = at and fits.but = '')`;
  // In brackets that tell the planner nothing: it takes an equality for rare and would look at all items.
  return sql`coalesce((select get_bit((${parts})[part_of(${itemFacets.ordinal}) + 1], ${itemFacets.ordinal} % ${PART})
    from ${itemFacets} where ${and(isNumber, ofThisItem(itemFacets))}) = 1, false)`;
}

/** Whoever signs in sees what visitors do. */
function isMembers({ actor }: ReadTx): boolean {
  return actor.kind === "member" || actor.kind === "system";
}
