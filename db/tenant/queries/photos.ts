import { and, asc, count, eq, exists, isNull, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import type { Visibility } from "../choices";
import { copies } from "../copy-schema";
import { MOST, type Photo } from "../item";
import { photos } from "../photo-schema";
import { items } from "../schema";
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

/**
 * Adds a photo at the end.
 * @param photo under an id of the caller's choice, if it has one, so that the same request sent twice adds one
 * @returns whether it was added now, and not before
 * @throws Refusal (404) when there is no such item, 409 when it holds all it may
 */
export async function addPhoto(
  tx: WriteTx,
  itemId: string,
  photo: Omit<Photo, "id" | "copyId" | "ofCertificate"> & {
    readonly id?: string;
    readonly copyId?: string | null;
    readonly ofCertificate?: boolean;
    readonly fileName?: string;
    readonly origin?: string;
    readonly digest?: string;
  },
): Promise<{ id: string; added: boolean }> {
  const { last } = await holdItem(tx, itemId, 1);
  return insertPhoto(tx, { ...photo, itemId, position: last + 1 });
}

/** Writes a photo's row, once for each id. */
export async function insertPhoto(
  tx: WriteTx,
  photo: typeof photos.$inferInsert,
): Promise<{ id: string; added: boolean }> {
  const [row] = await tx
    .insert(photos)
    .values(photo)
    .onConflictDoNothing({ target: [photos.tenantId, photos.id] })
    .returning({ id: photos.id });
  if (row) return { ...row, added: true };
  if (photo.id === undefined) throw new Error("The photo was not written.");
  return { id: photo.id, added: false };
}

/**
 * Holds an item while its photos change.
 * @param more how many it is about to get
 * @returns how many photos it has, and the place of the last one
 * @throws Refusal (404) when there is no such item, (409) when it would hold too many
 */
export async function holdItem(
  tx: WriteTx,
  itemId: string,
  more = 0,
): Promise<{ count: number; last: number }> {
  const [item] = await tx
    .select({ id: items.id })
    .from(items)
    .where(eq(items.id, itemId))
    .for("no key update");
  if (!item) throw noSuchItem();
  const [found] = await tx
    .select({ count: count(), last: sql<number>`coalesce(max(${photos.position}), -1)::int` })
    .from(photos)
    .where(eq(photos.itemId, itemId));
  const present = found ?? { count: 0, last: -1 };
  if (more > 0 && present.count + more > MOST.photos)
    throw new Refusal(`An item holds ${MOST.photos} photos. Remove one first.`, { status: 409 });
  return present;
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
  if (done.length === 0) throw noSuchPhoto();
}

/**
 * Puts the photos of an item into this order. Those that it does not name, because they came meanwhile, stand behind
 * them; ids of others change nothing.
 * @throws Refusal (404) when there is no such item
 */
export async function arrangePhotos(
  tx: WriteTx,
  itemId: string,
  ids: readonly string[],
): Promise<void> {
  await holdItem(tx, itemId);
  const present = await tx
    .select({ id: photos.id, position: photos.position })
    .from(photos)
    .where(eq(photos.itemId, itemId))
    .orderBy(asc(photos.position), asc(photos.id));
  const named = ids.flatMap((id) => present.find((photo) => photo.id === id) ?? []);
  const order = [...new Set([...named, ...present])];
  for (const [position, photo] of order.entries())
    if (photo.position !== position)
      await tx.update(photos).set({ position }).where(eq(photos.id, photo.id));
}

/** The photo of an id, if it is not removed, or null. */
export async function findPhoto(tx: ReadTx, id: string): Promise<Photo | null> {
  const [row] = await tx
    .select(photoColumns)
    .from(photos)
    .where(and(eq(photos.id, id), isNull(photos.removedAt)));
  return row ?? null;
}

/** The photo of an id. @throws Refusal (404) */
export async function getPhoto(tx: ReadTx, id: string): Promise<Photo> {
  const photo = await findPhoto(tx, id);
  if (!photo) throw noSuchPhoto();
  return photo;
}

/**
 * Shows a photo by other files, as after turning it. The former ones stay for 30 days, as those of a removed photo.
 * @param was the key it had; another turn that came first is not lost
 * @throws Refusal (404), (409) when it has other files by now
 */
export async function replacePhoto(
  tx: WriteTx,
  id: string,
  was: string,
  by: Pick<Photo, "key" | "width" | "height" | "colour">,
): Promise<void> {
  const [former] = await tx
    .select({ ...photoColumns, fileName: photos.fileName })
    .from(photos)
    .where(eq(photos.id, id))
    .for("update");
  if (!former) throw noSuchPhoto();
  if (former.key !== was)
    throw new Refusal("This photo was turned meanwhile. Look at it again.", { status: 409 });
  await tx.update(photos).set(by).where(eq(photos.id, id));
  const { id: _id, copyId: _copyId, ofCertificate: _shown, ...kept } = former;
  await tx.insert(photos).values({ ...kept, removedAt: sql`now()` });
}

/**
 * Says which copy of its item a photo shows; null is the item in general.
 * @param ofCertificate whether it shows that copy's certificate
 * @throws Refusal (404)
 */
export async function showCopy(
  tx: WriteTx,
  id: string,
  copyId: string | null,
  ofCertificate = false,
): Promise<void> {
  const ofItem = copyId
    ? and(
        eq(photos.id, id),
        exists(
          tx
            .select({ one: sql`1` })
            .from(copies)
            .where(and(eq(copies.id, copyId), eq(copies.itemId, photos.itemId))),
        ),
      )
    : eq(photos.id, id);
  const done = await tx
    .update(photos)
    .set({ copyId, ofCertificate: ofCertificate && copyId !== null })
    .where(ofItem)
    .returning({ id: photos.id });
  if (done.length === 0) throw noSuchPhoto();
}

/** The photo of this key if the actor may see it, else null; without an item it is for members. */
export async function findPhotoByKey(
  tx: ReadTx,
  key: string,
): Promise<{ visibility: Visibility | null } | null> {
  const [row] = await tx
    .select({ visibility: items.visibility })
    .from(photos)
    .leftJoin(items, and(eq(items.tenantId, photos.tenantId), eq(items.id, photos.itemId)))
    .where(eq(photos.key, askable(key)));
  return row ?? null;
}

export function noSuchPhoto(): Refusal {
  return new Refusal("There is no such photo.", { status: 404 });
}

/** What a Photo is read from. */
export const photoColumns = {
  id: photos.id,
  copyId: photos.copyId,
  ofCertificate: photos.ofCertificate,
  key: photos.key,
  width: photos.width,
  height: photos.height,
  colour: photos.colour,
  alt: photos.alt,
};
