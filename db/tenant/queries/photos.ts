import { and, asc, count, eq, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import type { Visibility } from "../choices";
import { MOST, type Photo } from "../item";
import { items, photos } from "../schema";
import { noSuchItem } from "./missing";
import { askable } from "./text";

export async function listPhotos(tx: ReadTx, slug: string): Promise<Photo[]> {
  return tx
    .select(photoColumns)
    .from(photos)
    .innerJoin(items, and(eq(items.tenantId, photos.tenantId), eq(items.id, photos.itemId)))
    .where(eq(items.slug, askable(slug)))
    .orderBy(asc(photos.position), asc(photos.id));
}

/** Adds a photo at the end. @throws Refusal (404) when there is no such item, 409 when it holds all it may */
export async function addPhoto(
  tx: WriteTx,
  itemId: string,
  photo: Omit<Photo, "id">,
): Promise<{ id: string }> {
  const [item] = await tx
    .select({ id: items.id })
    .from(items)
    .where(eq(items.id, itemId))
    .for("update");
  if (!item) throw noSuchItem();
  const [last] = await tx
    .select({ count: count(), position: sql<number>`coalesce(max(${photos.position}), -1)::int` })
    .from(photos)
    .where(eq(photos.itemId, itemId));
  if ((last?.count ?? 0) >= MOST.photos)
    throw new Refusal(`An item holds ${MOST.photos} photos. Remove one first.`, { status: 409 });
  const [row] = await tx
    .insert(photos)
    .values({ ...photo, itemId, position: (last?.position ?? -1) + 1 })
    .returning({ id: photos.id });
  if (!row) throw new Error("The photo was not written.");
  return row;
}

/** Removes a photo. @returns the key of its files @throws Refusal (404) */
export async function removePhoto(tx: WriteTx, id: string): Promise<string> {
  const [row] = await tx.delete(photos).where(eq(photos.id, id)).returning({ key: photos.key });
  if (!row) throw new Refusal("There is no such photo.", { status: 404 });
  return row.key;
}

/**
 * Sets the text that describes a photo to people who do not see it.
 * @throws Refusal (404)
 */
export async function describePhoto(tx: WriteTx, id: string, alt: string): Promise<void> {
  const done = await tx
    .update(photos)
    .set({ alt })
    .where(eq(photos.id, id))
    .returning({ id: photos.id });
  if (done.length === 0) throw new Refusal("There is no such photo.", { status: 404 });
}

/** Makes a photo the first of its item. @throws Refusal (404) */
export async function leadWithPhoto(tx: WriteTx, id: string): Promise<void> {
  const [row] = await tx.select({ itemId: photos.itemId }).from(photos).where(eq(photos.id, id));
  if (!row) throw new Refusal("There is no such photo.", { status: 404 });
  await tx
    .update(photos)
    .set({ position: sql`case when ${photos.id} = ${id} then 0 else ${photos.position} + 1 end` })
    .where(eq(photos.itemId, row.itemId));
}

/** The photo of this key if its item may be seen by the actor, else null. */
export async function findPhotoByKey(
  tx: ReadTx,
  key: string,
): Promise<{ visibility: Visibility } | null> {
  const [row] = await tx
    .select({ visibility: items.visibility })
    .from(photos)
    .innerJoin(items, and(eq(items.tenantId, photos.tenantId), eq(items.id, photos.itemId)))
    .where(eq(photos.key, askable(key)));
  return row ?? null;
}

/** What a Photo is read from. */
export const photoColumns = {
  id: photos.id,
  key: photos.key,
  width: photos.width,
  height: photos.height,
  colour: photos.colour,
  alt: photos.alt,
};
