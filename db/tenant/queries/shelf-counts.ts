import { and, asc, eq, gt, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { prebuilt, prebuiltInForms } from "@/db/prebuilt";
import type { ReadTx } from "@/db/scope";
import { STANDINGS } from "../choices";
import { BEGINS, shelfSets } from "../facet-schema";
import { fields } from "../own-schema";
import { byFacet, FACETED, type FacetKey, OFFERED_TYPES, OWN } from "../shelf-fields";
import { textArray } from "./of-item";
import { asksForAll, choicesOf, EVERYTHING, type ShelfQuery } from "./shelf-query";
import { ALL, bitsThatFit, isSeen } from "./shelf-sets";

/** How many items have a value. */
export interface Counted {
  readonly value: string;
  readonly count: number;
}

/** How many items a value of one of the owner's fields would give. */
export interface OwnCount extends Counted {
  readonly key: string;
}

/** How many items a query finds, over all pages. */
export interface Found {
  readonly total: number;
  /** How many there are to find, if it finds any. */
  readonly all: number;
}

/** How many items a query finds, and how many each value that can be chosen would give. */
export interface ShelfCounts extends Found {
  /** With the present choice in everything else. */
  readonly facets: Readonly<Record<FacetKey, readonly Counted[]>>;
  /** Of the owner's choices, by the keys of their fields. */
  readonly own: readonly OwnCount[];
}

/** As it is counted: by spelling, because that is how the sets are kept. */
interface Row {
  readonly facet: string;
  readonly value: string;
  readonly spelled: string;
  readonly count: number;
  /** How many items there are. */
  readonly all: number;
}

/** How many items the query finds, over all pages. */
export async function countShelf(tx: ReadTx, query: ShelfQuery): Promise<number> {
  return (await countFound(tx, query)).total;
}

/** How many items the query finds and of how many, which says how a page of them is found best. */
export async function countFound(tx: ReadTx, query: ShelfQuery): Promise<Found> {
  return foundOf(await countValues(tx, query, [ALL]));
}

const selectOffered = prebuilt((tx) =>
  tx
    .select({ key: fields.key })
    .from(fields)
    .where(and(isNull(fields.trashedAt), inArray(fields.type, [...OFFERED_TYPES]))),
);

/** Counts what the facets offer. */
export async function countChoices(tx: ReadTx, query: ShelfQuery): Promise<ShelfCounts> {
  const [offered, rows] = await Promise.all([selectOffered(tx, {}), countValues(tx, query)]);
  const valuesOf = (facet: string) => inOneCase(rows.filter((row) => row.facet === facet));
  return {
    ...foundOf(rows),
    facets: byFacet((key) => inOrder(key, valuesOf(key))),
    own: offered
      .map(({ key }) => key)
      .toSorted()
      .flatMap((key) => mostFirst(valuesOf(OWN + key)).map((one) => ({ key, ...one }))),
  };
}

/**
 * Counts the bits of each value that are in all that is chosen, but for what is chosen of its own facet.
 * @param only the facets that are counted; all where not said
 */
async function countValues(
  tx: ReadTx,
  query: ShelfQuery,
  only?: readonly string[],
): Promise<Row[]> {
  return asksForAll(query) ? selectAll(tx, only, {}) : selectValues(tx, query, only);
}

/** Of the whole shelf, which is asked for after each change of it. */
const selectAll = prebuiltInForms(
  (tx: ReadTx, only?: readonly string[]) => `${tx.actor.kind} ${only?.join(" ")}`,
  (tx, only) => selectValues(tx, EVERYTHING, only),
);

function selectValues(tx: ReadTx, query: ShelfQuery, only?: readonly string[]) {
  const { facet, value, spelled, part, bits } = shelfSets;
  const chosen = choicesOf(query).map(([key]) => key);
  const asked = asksForAll(query);
  const count = sql<number>`sum(bit_count(${asked ? bits : sql`${bits} & fits.bits`}))::int`;
  // By itself, because of the parts in which nothing fits no row is left.
  const all = sql<number>`${sql`(select sum(bit_count(${bits})) from ${shelfSets} where ${and(isSeen(tx), eq(facet, ALL))})`}::int`;
  const rows = tx.select({ facet, value, spelled, count, all }).from(shelfSets).$dynamic();
  if (!asked)
    rows.innerJoin(
      sql`(${bitsThatFit(tx, query)}) fits`,
      sql`fits.part = ${part} and fits.but = case when ${facet} = any(${textArray(chosen)}) then ${facet} else '' end`,
    );
  return rows
    .where(and(isSeen(tx), only ? inArray(facet, [...only]) : isOffered))
    .groupBy(facet, value, spelled)
    .having(gt(count, 0))
    .orderBy(asc(sql`${value} collate "und-x-icu"`), asc(spelled));
}

/** Two ranges, so that what begins so is not read. */
const isOffered = or(lt(shelfSets.facet, BEGINS), gt(shelfSets.facet, BEGINS));

function foundOf(rows: readonly Row[]): Found {
  const all = rows.find(({ facet }) => facet === ALL);
  return { total: all?.count ?? 0, all: all?.all ?? 0 };
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
