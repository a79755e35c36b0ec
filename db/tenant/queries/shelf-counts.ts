import { and, asc, count, eq, gt, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { STANDINGS } from "../choices";
import { itemFacets, shelfCounts } from "../facet-schema";
import { fields } from "../own-schema";
import { items } from "../schema";
import { byFacet, FACETED, type FacetKey, OFFERED_TYPES, OWN } from "../shelf-fields";
import { asksForAll, isFound, type ShelfQuery } from "./shelf";

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
 * Counts what the filters offer. What nothing is chosen of is kept; else the items found are counted once for all facets,
 * and for each facet that something is chosen in once more without it.
 */
export async function countChoices(tx: ReadTx, query: ShelfQuery): Promise<ShelfCounts> {
  const { chosen, own = {} } = query;
  const without: [string, ShelfQuery][] = [
    ...FACETED.filter(({ facet: { name } }) => chosen[name].length > 0).map(
      ({ facet: { name } }): [string, ShelfQuery] => [
        name,
        { ...query, chosen: { ...chosen, [name]: [] } },
      ],
    ),
    ...Object.keys(own).map((key): [string, ShelfQuery] => [
      OWN + key,
      { ...query, own: { ...own, [key]: [] } },
    ]),
  ];
  const [offered, together, ...apart] = await Promise.all([
    tx
      .select({ key: fields.key })
      .from(fields)
      .where(and(isNull(fields.trashedAt), inArray(fields.type, [...OFFERED_TYPES]))),
    countValues(tx, query),
    ...without.map(([facet, others]) => countValues(tx, others, [facet])),
  ]);
  const chosenFacets = without.map(([facet]) => facet);
  const rows = [...together.filter(({ facet }) => !chosenFacets.includes(facet)), ...apart.flat()];
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

/** @param only the facets that are counted; all where not said */
async function countValues(
  tx: ReadTx,
  query: ShelfQuery,
  only?: readonly string[],
): Promise<Row[]> {
  const table = asksForAll(query) ? shelfCounts : itemFacets;
  const these = only && inArray(table.facet, [...only]);
  const order = [asc(sql`${table.value} collate "und-x-icu"`), asc(table.spelled)];
  const shape = { facet: table.facet, value: table.value, spelled: table.spelled };
  if (table === shelfCounts)
    return tx
      .select({ ...shape, count: shelfCounts.count })
      .from(shelfCounts)
      .where(and(these, gt(shelfCounts.count, 0), eq(shelfCounts.forMembers, isMembers(tx))))
      .orderBy(...order);
  return tx
    .select({ ...shape, count: count() })
    .from(itemFacets)
    .where(and(these, foundIn(tx, query)))
    .groupBy(itemFacets.facet, itemFacets.value, itemFacets.spelled)
    .orderBy(...order);
}

/** Whoever signs in sees what visitors do. */
function isMembers({ actor }: ReadTx): boolean {
  return actor.kind === "member" || actor.kind === "system";
}

function foundIn(tx: ReadTx, query: ShelfQuery): SQL {
  return inArray(
    itemFacets.itemId,
    tx.select({ id: items.id }).from(items).where(isFound(tx, query)),
  );
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
