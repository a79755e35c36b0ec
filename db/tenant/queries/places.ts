import { asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { copies, copyPrivate, places } from "../copy-schema";
import { items } from "../schema";
import { ofCopy } from "./placed";
import { laterVersion } from "./version";

/** A room, a shelf, box 7: where copies are kept. */
export interface Place {
  readonly id: string;
  readonly name: string;
  /** The place that it is in; null at the top. */
  readonly parentId: string | null;
}

/** All places, by name. */
export async function listPlaces(tx: ReadTx): Promise<Place[]> {
  return tx
    .select({ id: places.id, name: places.name, parentId: places.parentId })
    .from(places)
    .orderBy(asc(places.name), asc(places.id));
}

/** How many places a site has, and how many lie in each other: their tree is drawn whole. */
const MOST_PLACES = 2000;
const DEEPEST = 12;

/**
 * Adds a place under an id of the caller's choice, so that the same request sent twice adds one.
 * @throws Refusal (404), (409) when there is one of its name, the site has all it may, or it would lie too deep
 */
export async function addPlace(tx: WriteTx, place: Place): Promise<void> {
  const all = await holdPlaces(tx);
  requireRoom(all, place);
  if (all.length >= MOST_PLACES && !all.some(({ id }) => id === place.id))
    throw new Refusal(`A site has up to ${MOST_PLACES} places. Remove one first.`, { status: 409 });
  await tx.insert(places).values(place).onConflictDoNothing();
}

/**
 * Names a place or puts it into another.
 * @throws Refusal (404) when either is none, (409) when it would lie in itself or beside one of its name
 */
export async function changePlace(tx: WriteTx, { id, ...change }: Place): Promise<void> {
  const all = await holdPlaces(tx);
  if (!all.some((place) => place.id === id)) throw noSuchPlace();
  requireRoom(all, { id, ...change });
  await tx.update(places).set(change).where(eq(places.id, id));
}

/** Removes a place; what lies in it lies then where it was. @throws Refusal (404) */
export async function removePlace(tx: WriteTx, id: string): Promise<void> {
  await holdPlaces(tx);
  const [place] = await tx
    .select({ parentId: places.parentId })
    .from(places)
    .where(eq(places.id, id))
    .for("update");
  if (!place) throw noSuchPlace();
  await holdItemsOf(tx, eq(copyPrivate.placeId, id));
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
  await holdItemsOf(tx, inArray(copies.id, [...ids]));
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
      updatedAt: laterVersion,
    })
    .where(
      inArray(
        items.id,
        found.map(({ itemId }) => itemId),
      ),
    );
}

/** Holds the items of copies in the order of their ids, before any of their rows: a save holds its item first too. */
async function holdItemsOf(tx: WriteTx, which: SQL): Promise<void> {
  await tx
    .select({ id: items.id })
    .from(items)
    .where(
      inArray(
        items.id,
        tx.select({ id: copies.itemId }).from(copies).leftJoin(copyPrivate, ofCopy).where(which),
      ),
    )
    .orderBy(asc(items.id))
    .for("no key update");
}

/** Holds places until what is put into them is written. @throws Refusal (404) when one of them is no place here */
export async function requirePlaces(tx: WriteTx, ids: readonly string[]): Promise<void> {
  const there = await holdNamedPlaces(tx, ids);
  if (ids.some((id) => !there.has(id))) throw noSuchPlace();
}

/** As `requirePlaces`, for whoever says which is gone. @returns those there are */
export async function holdNamedPlaces(
  tx: WriteTx,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const found = await tx
    .select({ id: places.id })
    .from(places)
    .where(inArray(places.id, [...new Set(ids)]))
    .orderBy(asc(places.id))
    .for("key share");
  return new Set(found.map(({ id }) => id));
}

/**
 * All places. Whoever adds, moves or removes one takes turns, so that two at once make no circle, no two of one name, and
 * none in one that goes. The trigger against circles takes the same turn.
 */
async function holdPlaces(tx: WriteTx): Promise<Place[]> {
  await tx
    .select({
      one: sql`pg_advisory_xact_lock(hashtextextended('places ' || current_setting('app.tenant_id'), 0))`,
    })
    .from(sql`(select 1) as one`);
  return listPlaces(tx);
}

/** @throws Refusal (404) when its parent is none, (409) when there is no room for it there */
function requireRoom(all: readonly Place[], { id, name, parentId }: Place): void {
  const byId = new Map(all.map((place) => [place.id, place]));
  if (parentId && !byId.has(parentId)) throw noSuchPlace();
  const above: string[] = [];
  for (let at = parentId; at; at = byId.get(at)?.parentId ?? null) above.push(at);
  if (above.includes(id))
    throw new Refusal("A place can't lie in itself or in what it holds.", { status: 409 });
  const stays = byId.get(id)?.parentId === parentId;
  if (!stays && above.length + levelsOf(all, id) > DEEPEST)
    throw new Refusal(`Places lie up to ${DEEPEST} deep. Put it further up.`, { status: 409 });
  const beside = all.filter((one) => one.parentId === parentId && one.id !== id);
  if (beside.some((one) => one.name.toLowerCase() === name.toLowerCase()))
    throw new Refusal(`There is a place called ${name} there already.`, {
      status: 409,
      fields: { name: "Choose another name." },
    });
}

/** How many levels a place and what it holds take. */
function levelsOf(all: readonly Place[], id: string): number {
  const below = Map.groupBy(all, ({ parentId }) => parentId);
  let levels = 0;
  for (let level: readonly string[] = [id]; level.length > 0; levels++)
    level = level.flatMap((one) => (below.get(one) ?? []).map((place) => place.id));
  return levels;
}

function noSuchPlace(): Refusal {
  return new Refusal("There is no such place.", { status: 404 });
}
