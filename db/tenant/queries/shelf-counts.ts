import { and, asc, count, eq, gt, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { STANDINGS } from "../choices";
import { itemFacets, shelfCounts } from "../facet-schema";
import { fields } from "../own-schema";
import { items } from "../schema";
import { byFacet, FACETED, FACETS, type FacetKey, OFFERED_TYPES, OWN } from "../shelf-fields";
import { asksForAll, hasValue, isFound, type ShelfQuery } from "./shelf";

/** How many items have a value. */
export interface Counted {
  readonly value: string;
  readonly count: number;
}

/** How many items a value of one of the owner's fields would give. */
export interface OwnCount extends Counted {
  readonly key: string;
}

/** How many items a query finds, and how many each value that can be chosen would give. */
export interface ShelfCounts {
  readonly total: number;
  /** With the present choice in everything else. */
  readonly facets: Readonly<Record<FacetKey, readonly Counted[]>>;
  /** Of the owner's choices, by the keys of their fields. */
  readonly own: readonly OwnCount[];
}

/** As it is counted: by spelling, because that is how triggers keep it. */
interface Row {
  readonly facet: string;
  readonly value: string;
  readonly spelled: string;
  readonly count: number;
}

const ALL = "all";

/** How many items the query finds, over all pages. */
export async function countShelf(tx: ReadTx, query: ShelfQuery): Promise<number> {
  return totalOf(await countValues(tx, query, [ALL]));
}

/**
 * Counts what the facets offer. What nothing is chosen of is kept; else the items found are counted once for all facets,
 * and for each facet that something is chosen in without it.
 */
export async function countChoices(tx: ReadTx, query: ShelfQuery): Promise<ShelfCounts> {
  const chosen = FACETS.filter((key) => query.chosen[key].length > 0);
  const own = Object.keys(query.own ?? {});
  const onlyFacets = asksForAll({ ...query, chosen: byFacet(() => []) }) && chosen.length > 0;
  const without: [string, ShelfQuery][] = [
    ...chosen.map((key): [string, ShelfQuery] => [key, withoutFacet(query, key)]),
    ...own.map((key): [string, ShelfQuery] => [
      OWN + key,
      { ...query, own: { ...query.own, [key]: [] } },
    ]),
  ];
  const [offered, together, ...apart] = await Promise.all([
    tx
      .select({ key: fields.key })
      .from(fields)
      .where(and(isNull(fields.trashedAt), inArray(fields.type, [...OFFERED_TYPES]))),
    onlyFacets ? countChosen(tx, query, chosen) : countValues(tx, query),
    // Of several facets, what each would give is counted together.
    ...(onlyFacets && chosen.length > 1 ? [] : without).map(([facet, others]) =>
      countValues(tx, others, [facet]),
    ),
  ]);
  const counted = apart.length > 0 ? without.map(([facet]) => facet) : [];
  const rows = [...together.filter(({ facet }) => !counted.includes(facet)), ...apart.flat()];
  const valuesOf = (facet: string) => inOneCase(rows.filter((row) => row.facet === facet));
  return {
    total: totalOf(together),
    facets: byFacet((key) => inOrder(key, valuesOf(key))),
    own: offered
      .map(({ key }) => key)
      .toSorted()
      .flatMap((key) => mostFirst(valuesOf(OWN + key)).map((one) => ({ key, ...one }))),
  };
}

function withoutFacet(query: ShelfQuery, key: FacetKey): ShelfQuery {
  return { ...query, chosen: { ...query.chosen, [key]: [] } };
}

/**
 * Counts where nothing but values of facets is chosen: one pass over those values finds which of the facets each item fits,
 * a bit for each. A value counts the items that fit all facets but its own.
 */
async function countChosen(
  tx: ReadTx,
  query: ShelfQuery,
  chosen: readonly FacetKey[],
): Promise<Row[]> {
  const bits = sql`case ${itemFacets.facet} ${sql.join(
    chosen.map((key, at) => sql`when ${key} then ${2 ** at}::int`),
    sql` `,
  )} else 0 end`;
  const all = 2 ** chosen.length - 1;
  const fitting = tx.$with("fitting").as(
    tx
      .select({ itemId: itemFacets.itemId, fits: sql<number>`bit_or(${bits})`.as("fits") })
      .from(itemFacets)
      .where(or(...chosen.map((key) => hasValue(key, query.chosen[key]))))
      .groupBy(itemFacets.itemId)
      // Who misses two of them is in no count.
      .having(
        sql`bit_or(${bits}) = any(${intArray([all, ...chosen.map((_, at) => all - 2 ** at)])})`,
      ),
  );
  return tx
    .with(fitting)
    .select({ ...spelledOf(itemFacets), count: count() })
    .from(fitting)
    .innerJoin(itemFacets, eq(itemFacets.itemId, fitting.itemId))
    .where(sql`${fitting.fits} | ${bits} = ${all}::int`)
    .groupBy(itemFacets.facet, itemFacets.value, itemFacets.spelled)
    .orderBy(...byValue(itemFacets));
}

function intArray(values: readonly number[]): SQL {
  return sql`${`{${values.join(",")}}`}::int[]`;
}

function spelledOf(table: typeof itemFacets | typeof shelfCounts) {
  return { facet: table.facet, value: table.value, spelled: table.spelled };
}

function byValue(table: typeof itemFacets | typeof shelfCounts): SQL[] {
  return [asc(sql`${table.value} collate "und-x-icu"`), asc(table.spelled)];
}

/** @param only the facets that are counted; all where not said */
async function countValues(
  tx: ReadTx,
  query: ShelfQuery,
  only?: readonly string[],
): Promise<Row[]> {
  const table = asksForAll(query) ? shelfCounts : itemFacets;
  const these = only && inArray(table.facet, [...only]);
  if (table === shelfCounts)
    return tx
      .select({ ...spelledOf(table), count: shelfCounts.count })
      .from(shelfCounts)
      .where(and(these, gt(shelfCounts.count, 0), eq(shelfCounts.forMembers, isMembers(tx))))
      .orderBy(...byValue(table));
  return tx
    .select({ ...spelledOf(table), count: count() })
    .from(itemFacets)
    .where(and(these, foundIn(tx, query)))
    .groupBy(itemFacets.facet, itemFacets.value, itemFacets.spelled)
    .orderBy(...byValue(table));
}

/** Whoever signs in sees what visitors do. */
function isMembers({ actor }: ReadTx): boolean {
  return actor.kind === "member" || actor.kind === "system";
}

/** As an array they are worked out once, where a join may ask for them anew for each facet of each item. */
function foundIn(tx: ReadTx, query: ShelfQuery): SQL {
  const found = tx.select({ id: items.id }).from(items).where(isFound(tx, query));
  return sql`${itemFacets.itemId} = any(array(${found}))`;
}

function totalOf(rows: readonly Row[]): number {
  return rows.find(({ facet }) => facet === ALL)?.count ?? 0;
}

/** Spellings that differ in case are one value, in the spelling that most items have. The rows stand by value. */
function inOneCase(rows: readonly Row[]): Counted[] {
  const values = new Map<string, { value: string; count: number; most: number }>();
  for (const { value, spelled, count } of rows) {
    const before = values.get(value) ?? { value: spelled, count: 0, most: 0 };
    const isMore = count > before.most;
    values.set(value, {
      value: isMore ? spelled : before.value,
      count: before.count + count,
      most: isMore ? count : before.most,
    });
  }
  return [...values.values()].map(({ value, count }) => ({ value, count }));
}

function inOrder(key: FacetKey, values: readonly Counted[]): Counted[] {
  const standings: readonly string[] = STANDINGS;
  const place = ({ value }: Counted) => standings.indexOf(value);
  if (key === "status")
    return values.toSorted((one, other) => other.count - one.count || place(one) - place(other));
  const order = FACETED.find(({ facet }) => facet.name === key)?.facet.order;
  return order === "count" ? mostFirst(values) : [...values];
}

function mostFirst(values: readonly Counted[]): Counted[] {
  return values.toSorted((one, other) => other.count - one.count);
}
