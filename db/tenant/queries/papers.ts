import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { GONE } from "../choices";
import { copies, copyPrivate, wants } from "../copy-schema";
import type { Photo } from "../item";
import { photos } from "../photo-schema";
import { items } from "../schema";
import { observations, worths } from "../value-schema";
import { counts, type Worth, worthOfCopy } from "./current-value";
import { isAmong, ofThisItem, textArray } from "./of-item";
import { photoColumns } from "./photos";
import type { Selection } from "./table/change";
import type { TableFields } from "./table/fields";
import { besides } from "./table/meaning";
import { isSelected } from "./table/rows";

/** The copies that lie in one place, with what those are worth in one currency. */
export interface PlacedSum {
  /** Null for those in no place. */
  readonly placeId: string | null;
  /** Null for copies without a value. */
  readonly currency: string | null;
  readonly copies: number;
  readonly minor: bigint;
}

/** How many items, photographs and wanted items a selection has. */
export interface PaperCounts {
  readonly items: number;
  readonly pictured: number;
  readonly wanted: number;
}

/** A copy's value with the observation that is the newest of those it is made of. */
export interface SourcedWorth
  extends Pick<Worth, "basis" | "amount" | "currency" | "counted" | "leftOut"> {
  readonly observed: string;
  readonly source: string;
}

/** Counts what a paper on a selection is about. */
export async function countForPaper(
  tx: ReadTx,
  fields: TableFields,
  selection: Selection,
): Promise<PaperCounts> {
  const has = (table: typeof photos | typeof wants) =>
    sql<number>`count(*) filter (where exists (select from ${table} where ${ofThisItem(table)}))::int`;
  const [row] = await tx
    .select({ items: sql<number>`count(*)::int`, pictured: has(photos), wanted: has(wants) })
    .from(items)
    .where(isSelected(tx, selection, fields));
  return row ?? { items: 0, pictured: 0, wanted: 0 };
}

/** Adds up the copies of a selection that are held, by place and currency: one pass, grouped by Postgres. */
export async function addUpPlaces(
  tx: ReadTx,
  fields: TableFields,
  selection: Selection,
): Promise<PlacedSum[]> {
  const rows = await tx
    .select({
      placeId: copyPrivate.placeId,
      currency: worths.currency,
      copies: sql<number>`count(*)::int`,
      minor: sql<string>`coalesce(sum(${worths.amount}), 0)::text`,
    })
    .from(items)
    .innerJoin(copies, ofThisItem(copies))
    .leftJoin(copyPrivate, besides)
    .leftJoin(worths, worthOfCopy)
    .where(and(isSelected(tx, selection, fields), counts))
    .groupBy(copyPrivate.placeId, worths.currency);
  return rows.map(({ minor, ...row }) => ({ ...row, minor: BigInt(minor) }));
}

/** What the copies of these items are worth, and by what; under the ids of the copies. */
export async function listSourcedWorths(
  tx: ReadTx,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, SourcedWorth>> {
  const rows = await tx
    .select({
      copyId: worths.copyId,
      basis: worths.basis,
      amount: worths.amount,
      currency: worths.currency,
      counted: worths.counted,
      leftOut: worths.leftOut,
      observed: observations.observed,
      source: observations.source,
    })
    .from(copies)
    .innerJoin(worths, worthOfCopy)
    .leftJoin(
      observations,
      and(eq(observations.tenantId, worths.tenantId), eq(observations.id, worths.observationId)),
    )
    .where(and(isAmong(copies.itemId, itemIds), sql`${copies.status} <> all(${textArray(GONE)})`));
  return new Map(
    rows.map(({ copyId, observed, source, ...row }) => [
      copyId,
      { ...row, observed: observed ?? "", source: source ?? "" },
    ]),
  );
}

/** The photographs of these items in their order, certificates too; under the ids of the items. */
export async function listPhotosOf(
  tx: ReadTx,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Photo[]>> {
  const rows = await tx
    .select({ ...photoColumns, itemId: photos.itemId })
    .from(photos)
    .where(and(isAmong(photos.itemId, itemIds), isNotNull(photos.itemId), isNull(photos.removedAt)))
    .orderBy(asc(photos.position), asc(photos.id));
  const found = new Map<string, Photo[]>();
  for (const { itemId, ...photo } of rows)
    if (itemId) found.set(itemId, [...(found.get(itemId) ?? []), photo]);
  return found;
}
