import { and, asc, eq, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { copies } from "../copy-schema";
import { MOST, type Photo } from "../item";
import { photos } from "../photo-schema";
import { changeSets, items } from "../schema";
import { noSuchItem } from "./missing";
import { holdItem, insertPhoto, noSuchPhoto, photoColumns } from "./photos";

/** A photo without an item, in the photo inbox. */
export interface LoosePhoto extends Photo {
  readonly fileName: string;
  /** The item that somebody began to write when it came, saved or not; null in the inbox from the start. */
  readonly heldFor: string | null;
}

/** How many loose photos the inbox shows and takes. */
const MOST_LOOSE = 500;

/**
 * Adds a photo without an item, under the id that the browser gave it.
 * @returns whether it was added now, and not before
 * @throws Refusal (409) when the inbox is full
 */
export async function addLoosePhoto(
  tx: WriteTx,
  photo: Omit<Photo, "id" | "copyId" | "ofCertificate"> & {
    readonly id: string;
    readonly fileName: string;
    readonly heldFor: string | null;
  },
): Promise<{ id: string; added: boolean }> {
  const waiting = await listLoosePhotos(tx);
  if (waiting.length >= MOST_LOOSE)
    throw new Refusal(
      `The photo inbox holds ${MOST_LOOSE} photos. Hand some out or remove them first.`,
      { status: 409 },
    );
  return insertPhoto(tx, photo);
}

/** What waits in the photo inbox, in the order in which it came; at most `MOST_LOOSE`. */
export async function listLoosePhotos(tx: ReadTx | WriteTx): Promise<LoosePhoto[]> {
  return tx
    .select({ ...photoColumns, fileName: photos.fileName, heldFor: photos.heldFor })
    .from(photos)
    .where(waits())
    .orderBy(asc(photos.createdAt), asc(photos.id))
    .limit(MOST_LOOSE);
}

/** What came for an item that was being written. */
export async function listPhotosHeldFor(tx: ReadTx, itemId: string): Promise<Photo[]> {
  return tx
    .select(photoColumns)
    .from(photos)
    .where(and(waits(), eq(photos.heldFor, itemId)))
    .orderBy(asc(photos.createdAt), asc(photos.id));
}

/**
 * Gives loose photos to an item, behind those it has, in the order of the ids. What is no longer loose stays where
 * it is, so that a repeated request does no harm.
 * @param copyId the copy that they show, or null for the item in general
 * @returns how many the item got
 * @throws Refusal (404) when there is no such item or copy, (409) when the item would hold too many
 */
export async function handOutPhotos(
  tx: WriteTx,
  ids: readonly string[],
  itemId: string,
  copyId: string | null = null,
): Promise<number> {
  const { count, last } = await holdItem(tx, itemId);
  if (copyId && !(await hasCopy(tx, itemId, copyId))) throw noSuchItem();
  const loose = await tx
    .select({ id: photos.id })
    .from(photos)
    .where(and(waits(), inArray(photos.id, [...ids])))
    .for("update");
  const given = ids.filter((id) => loose.some((photo) => photo.id === id));
  if (count + given.length > MOST.photos)
    throw new Refusal(
      `An item holds ${MOST.photos} photos, and this one has ${count}. Hand out fewer.`,
      { status: 409 },
    );
  for (const [place, id] of given.entries())
    await tx
      .update(photos)
      .set({ itemId, copyId, heldFor: null, position: last + 1 + place })
      .where(eq(photos.id, id));
  return given.length;
}

/**
 * Gives an item the photos of a form that was written for it or for a new one: those that the form shows, in its order,
 * then whatever else is held for `heldFor`, because a form that was opened again doesn't know of all that came.
 */
export async function handOutPhotosFor(
  tx: WriteTx,
  heldFor: string,
  shown: readonly string[],
  itemId: string,
  copyId: string | null = null,
): Promise<void> {
  const held = await listPhotosHeldFor(tx, heldFor);
  const ids = new Set([...shown, ...held.map(({ id }) => id)]);
  if (ids.size > 0) await handOutPhotos(tx, [...ids], itemId, copyId);
}

/** Takes photos from their items into the inbox. Those that are loose or removed already stay as they are. @returns how many came */
export async function takeIn(tx: WriteTx, ids: readonly string[]): Promise<number> {
  const held = await tx
    .select({ id: photos.id })
    .from(photos)
    .where(and(inArray(photos.id, [...ids]), isNotNull(photos.itemId)))
    .for("update");
  // An update of no rows would count as a change of the site.
  if (held.length === 0) return 0;
  const came = held.map(({ id }) => id);
  await tx
    .update(photos)
    .set({ itemId: null, copyId: null, ofCertificate: false })
    .where(inArray(photos.id, came));
  return came.length;
}

/** Removes a photo, from its item or from the inbox. It can be brought back for 30 days. @throws Refusal (404) */
export async function removePhoto(tx: WriteTx, id: string): Promise<void> {
  const done = await tx
    .update(photos)
    .set({
      itemId: null,
      heldFor: sql`coalesce(${photos.itemId}, ${photos.heldFor})`,
      removedAt: sql`now()`,
    })
    .where(and(eq(photos.id, id), isNull(photos.removedAt)))
    .returning({ id: photos.id });
  if (done.length === 0) throw noSuchPhoto();
}

/**
 * Brings a removed photo back to where it was. Where its item is gone meanwhile, it waits in the inbox.
 * @throws Refusal (404) when it was deleted for good, (409) when the item holds all it may
 */
export async function bringPhotoBack(tx: WriteTx, id: string): Promise<void> {
  const [photo] = await tx
    .select({ heldFor: photos.heldFor, removedAt: photos.removedAt, itemId: photos.itemId })
    .from(photos)
    .where(eq(photos.id, id))
    .for("update");
  if (!photo) throw noSuchPhoto();
  if (!photo.removedAt) return;
  const [item] = photo.heldFor
    ? await tx.select({ id: items.id }).from(items).where(eq(items.id, photo.heldFor))
    : [];
  if (item) await holdItem(tx, item.id, 1);
  await tx
    .update(photos)
    .set({
      removedAt: null,
      ...(item && { itemId: item.id, heldFor: null }),
    })
    .where(eq(photos.id, id));
}

/**
 * Deletes for good what was removed more than `days` ago.
 * @returns the keys of the photos whose files can go now
 */
export async function emptyRemovedPhotos(tx: WriteTx, days: number): Promise<string[]> {
  const rows = await tx
    .delete(photos)
    .where(
      and(
        isNull(photos.itemId),
        isNotNull(photos.removedAt),
        lt(photos.removedAt, sql`now() - make_interval(days => ${days})`),
      ),
    )
    .returning({ key: photos.key });
  // That somebody removed it is told already, and this can't be taken back.
  await tx.delete(changeSets).where(eq(changeSets.id, tx.changeSet));
  return rows.map((row) => row.key);
}

/** Loose, and not removed. */
function waits() {
  return and(isNull(photos.itemId), isNull(photos.removedAt));
}

/** Whether an item has a copy of this id. */
export async function hasCopy(
  tx: ReadTx | WriteTx,
  itemId: string,
  copyId: string,
): Promise<boolean> {
  const [copy] = await tx
    .select({ id: copies.id })
    .from(copies)
    .where(and(eq(copies.id, copyId), eq(copies.itemId, itemId)));
  return copy !== undefined;
}
