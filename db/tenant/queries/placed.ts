import { and, asc, count, eq, inArray, isNull, notInArray, type SQL } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { type CopyStatus, GONE } from "../choices";
import { copies, copyPrivate } from "../copy-schema";
import { MOST_PLACED } from "../place-tree";
import { items } from "../schema";

/** A copy where it is kept. */
export interface PlacedCopy {
  readonly id: string;
  readonly label: string;
  /** Its number among the item's copies, from 1. */
  readonly number: number;
  readonly status: CopyStatus;
  readonly itemId: string;
  readonly name: string;
  readonly variant: string;
  readonly placeId: string | null;
}

/** Joins what members note of a copy, its place among it. */
export const ofCopy = and(
  eq(copyPrivate.tenantId, copies.tenantId),
  eq(copyPrivate.copyId, copies.id),
);

/** What is in the trash, sold or given away lies nowhere, whatever was noted of it before. */
const isHeld = and(isNull(items.trashedAt), notInArray(copies.status, [...GONE]));

/** How many copies lie in each place itself; under null, in none. */
export async function countPlaced(tx: ReadTx): Promise<Map<string | null, number>> {
  const rows = await tx
    .select({ placeId: copyPrivate.placeId, value: count() })
    .from(copies)
    .innerJoin(items, and(eq(items.tenantId, copies.tenantId), eq(items.id, copies.itemId)))
    .leftJoin(copyPrivate, ofCopy)
    .where(isHeld)
    .groupBy(copyPrivate.placeId);
  return new Map(rows.map(({ placeId, value }) => [placeId, value]));
}

/**
 * The copies in any of these places, or without ids those in none, by the names of their items.
 * @param window from which of them on, and how many; the first 500 where nothing is said
 */
export async function listPlaced(
  tx: ReadTx,
  ids: readonly string[] | null,
  window: { readonly at: number; readonly limit: number } = { at: 0, limit: MOST_PLACED },
): Promise<PlacedCopy[]> {
  const here = ids ? inArray(copyPrivate.placeId, [...ids]) : isNull(copyPrivate.placeId);
  return placedWhere(tx, and(isHeld, here), window);
}

/** These copies, each with the place that it is kept in, also those that are sold or given away. */
export async function listCopiesPlaced(tx: ReadTx, ids: readonly string[]): Promise<PlacedCopy[]> {
  const these = and(isNull(items.trashedAt), inArray(copies.id, [...ids]));
  return placedWhere(tx, these, { at: 0, limit: MOST_PLACED });
}

async function placedWhere(
  tx: ReadTx,
  which: SQL | undefined,
  { at, limit }: { readonly at: number; readonly limit: number },
): Promise<PlacedCopy[]> {
  const rows = await tx
    .select({
      id: copies.id,
      label: copies.label,
      position: copies.position,
      status: copies.status,
      itemId: items.id,
      name: items.name,
      variant: items.variant,
      placeId: copyPrivate.placeId,
    })
    .from(copies)
    .innerJoin(items, and(eq(items.tenantId, copies.tenantId), eq(items.id, copies.itemId)))
    .leftJoin(copyPrivate, ofCopy)
    .where(which)
    .orderBy(asc(items.sortName), asc(items.id), asc(copies.position), asc(copies.id))
    .limit(limit)
    .offset(at);
  return rows.map(({ position, ...row }) => ({ ...row, number: position + 1 }));
}
