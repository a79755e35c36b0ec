import { and, eq, exists, or, type SQL, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { ITEMS_OF_PART, itemFacets, shelfSets } from "../facet-schema";
import { items } from "../schema";
import { byFacet } from "../shelf-fields";
import { textArray } from "./of-item";
import { asksForAll, choicesOf, hasValue, isSaid, type ShelfQuery } from "./shelf-query";

/** The facet that each item of the shelf has. */
export const ALL = "all";

/**
 * The items that fit all that the query asks, and for each facet that something is chosen of, those that fit all but that:
 * rows of `but`, `part` and `bits`.
 */
export function bitsThatFit(tx: ReadTx, query: ShelfQuery): SQL {
  const { facet, part, bits } = shelfSets;
  const choices = choicesOf(query);
  const others = { ...query, chosen: byFacet(() => []), own: {} };
  const sets = [
    sql`select ${facet}, ${part}, bit_or(${bits}) from ${shelfSets} where ${and(
      isSeen(tx),
      or(eq(facet, ALL), ...choices.map(([key, values]) => hasValue(shelfSets, key, values))),
    )} group by 1, 2`,
    ...(asksForAll(others) ? [] : [foundBits(tx, others)]),
  ];
  // A part that one of the sets lacks has nothing that fits.
  const all = choices.length + sets.length;
  return sql`with chosen (facet, part, bits) as materialized (${sql.join(sets, sql` union all `)})
    select one.but, c.part, bit_and(c.bits) as bits
    from unnest(${textArray(["", ...choices.map(([key]) => key)])}) one (but) join chosen c on c.facet <> one.but
    group by one.but, c.part having count(*) = ${all}::int - (one.but <> '')::int`;
}

/** What is found by words or a label, and for members by who sees it. */
function foundBits(tx: ReadTx, query: ShelfQuery): SQL {
  const item = { tenantId: itemFacets.tenantId, id: itemFacets.itemId };
  const { visibility } = query;
  const seenBy = tx
    .select({ one: sql`1` })
    .from(items)
    .where(sql`${eq(items.id, item.id)} and ${items.visibility} = ${visibility ?? null}`);
  return sql`select '?', part_of(${itemFacets.ordinal}), bit_or(bit_of(${itemFacets.ordinal})) from ${itemFacets} where ${and(
    hasValue(itemFacets, ALL, [""]),
    isSaid(tx, query, item),
    visibility ? exists(seenBy) : undefined,
  )} group by 2`;
}

/** Visitors and members have sets of their own. */
export function isSeen(tx: ReadTx): SQL {
  return eq(shelfSets.forMembers, isMembers(tx));
}

/** That an item fits all that the query asks, for a query on items: its bit is looked up, which is quick where few do. */
export function isAmong(tx: ReadTx, query: ShelfQuery): SQL {
  return sql`${items.id} = any(array(select ${itemFacets.itemId} from (${bitsThatFit(tx, query)}) fits
    cross join generate_series(0, ${ITEMS_OF_PART - 1}::int) seat join ${itemFacets}
      on ${eq(itemFacets.facet, ALL)} and ${itemFacets.ordinal} = fits.part * ${ITEMS_OF_PART}::int + seat
    where fits.but = '' and get_bit(fits.bits, seat) = 1))`;
}

/** Whoever signs in sees what visitors do. */
function isMembers({ actor }: ReadTx): boolean {
  return actor.kind === "member" || actor.kind === "system";
}
