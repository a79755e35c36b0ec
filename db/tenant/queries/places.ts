import { and, asc, count, eq, inArray, isNull, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { copies, copyPrivate, places } from "../copy-schema";
import { items } from "../schema";

/** A room, a shelf, box 7: where copies are kept. */
export interface Place {
  readonly id: string;
  readonly name: string;
  /** The place that it is in; null at the top. */
  readonly parentId: string | null;
}

/** A copy where it is kept. */
export interface PlacedCopy {
  readonly id: string;
  readonly label: string;
  /** Its number among the item's copies, from 1. */
  readonly number: number;
  readonly itemId: string;
  readonly name: string;
  readonly variant: string;
  readonly placeId: string | null;
}

/** How many copies a page of a place lists at most. */
export const MOST_PLACED = 500;

/** All places, by name. */
export async function listPlaces(tx: ReadTx): Promise<Place[]> {
  return tx
    .select({ id: places.id, name: places.name, parentId: places.parentId })
    .from(places)
    .orderBy(asc(places.name), asc(places.id));
}

/** How many copies lie in each place itself; under null, in none. What is in the trash lies nowhere. */
export async function countPlaced(tx: ReadTx): Promise<Map<string | null, number>> {
  const rows = await tx
    .select({ placeId: copyPrivate.placeId, value: count() })
    .from(copies)
    .innerJoin(items, and(eq(items.tenantId, copies.tenantId), eq(items.id, copies.itemId)))
    .leftJoin(copyPrivate, ofCopy)
    .where(isNull(items.trashedAt))
    .groupBy(copyPrivate.placeId);
  return new Map(rows.map(({ placeId, value }) => [placeId, value]));
}

/** The copies in any of these places, or without ids those in none, by the names of their items. */
export async function listPlaced(tx: ReadTx, ids: readonly string[] | null): Promise<PlacedCopy[]> {
  const rows = await tx
    .select({
      id: copies.id,
      label: copies.label,
      position: copies.position,
      itemId: items.id,
      name: items.name,
      variant: items.variant,
      placeId: copyPrivate.placeId,
    })
    .from(copies)
    .innerJoin(items, and(eq(items.tenantId, copies.tenantId), eq(items.id, copies.itemId)))
    .leftJoin(copyPrivate, ofCopy)
    .where(
      and(
        isNull(items.trashedAt),
        ids ? inArray(copyPrivate.placeId, [...ids]) : isNull(copyPrivate.placeId),
      ),
    )
    .orderBy(asc(items.name), asc(items.id), asc(copies.position), asc(copies.id))
    .limit(MOST_PLACED);
  return rows.map(({ position, ...row }) => ({ ...row, number: position + 1 }));
}

/** Adds a place under an id of the caller's choice, so that the same request sent twice adds one. @throws Refusal (404), (409) */
export async function addPlace(tx: WriteTx, place: Place): Promise<void> {
  await requireRoom(tx, place);
  await tx.insert(places).values(place).onConflictDoNothing();
}

/**
 * Names a place or puts it into another.
 * @throws Refusal (404) when either is none, (409) when it would lie in itself or beside one of its name
 */
export async function changePlace(tx: WriteTx, { id, ...change }: Place): Promise<void> {
  // Whoever moves places takes turns, so that two moves never close a circle.
  const all = await tx
    .select({ id: places.id, parentId: places.parentId })
    .from(places)
    .orderBy(asc(places.id))
    .for("update");
  if (!all.some((place) => place.id === id)) throw noSuchPlace();
  await requireRoom(tx, { id, ...change });
  const parentOf = new Map(all.map((place) => [place.id, place.parentId]));
  for (let at = change.parentId; at; at = parentOf.get(at) ?? null)
    if (at === id)
      throw new Refusal("A place can't lie in itself or in what it holds.", { status: 409 });
  await tx.update(places).set(change).where(eq(places.id, id));
}

/** Removes a place; what lies in it lies then where it was. @throws Refusal (404) */
export async function removePlace(tx: WriteTx, id: string): Promise<void> {
  const [place] = await tx
    .select({ parentId: places.parentId })
    .from(places)
    .where(eq(places.id, id))
    .for("update");
  if (!place) throw noSuchPlace();
  await tx.update(places).set(place).where(eq(places.parentId, id));
  await tx.update(copyPrivate).set({ placeId: place.parentId }).where(eq(copyPrivate.placeId, id));
  await tx.delete(places).where(eq(places.id, id));
}

/**
 * Puts copies into a place, or with null into none. Whoever has one of their items open is told at the next save.
 * @throws Refusal (404) when the place or one of the copies is none
 */
export async function moveCopies(
  tx: WriteTx,
  ids: readonly string[],
  placeId: string | null,
): Promise<void> {
  await requirePlaces(tx, placeId ? [placeId] : []);
  const found = await tx
    .select({ id: copies.id, itemId: copies.itemId })
    .from(copies)
    .where(inArray(copies.id, [...ids]));
  if (found.length < new Set(ids).size)
    throw new Refusal("One of these copies is not there any more. Nothing was moved.", {
      status: 404,
    });
  if (found.length === 0) return;
  await tx
    .insert(copyPrivate)
    .values(found.map(({ id }) => ({ copyId: id, placeId })))
    .onConflictDoUpdate({
      target: [copyPrivate.tenantId, copyPrivate.copyId],
      set: { placeId },
    });
  await tx
    .update(items)
    .set({
      updatedAt: sql`greatest(clock_timestamp(), ${items.updatedAt} + interval '1 microsecond')`,
    })
    .where(
      inArray(
        items.id,
        found.map(({ itemId }) => itemId),
      ),
    );
}

/** @throws Refusal (404) when one of them is no place here */
export async function requirePlaces(tx: WriteTx, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  const found = await tx.select({ id: places.id }).from(places).where(inArray(places.id, wanted));
  if (found.length < wanted.length) throw noSuchPlace();
}

async function requireRoom(tx: WriteTx, { id, name, parentId }: Place): Promise<void> {
  await requirePlaces(tx, parentId ? [parentId] : []);
  const beside = await tx
    .select({ id: places.id, name: places.name })
    .from(places)
    .where(parentId ? eq(places.parentId, parentId) : isNull(places.parentId));
  if (beside.some((one) => one.id !== id && one.name.toLowerCase() === name.toLowerCase()))
    throw new Refusal(`There is a place called ${name} there already.`, {
      status: 409,
      fields: { name: "Choose another name." },
    });
}

const ofCopy = and(eq(copyPrivate.tenantId, copies.tenantId), eq(copyPrivate.copyId, copies.id));

function noSuchPlace(): Refusal {
  return new Refusal("There is no such place.", { status: 404 });
}
