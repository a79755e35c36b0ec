import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { ReadTx, WriteTx } from "@/db/scope";
import { photos } from "../photo-schema";
import { changeSets, changes, items } from "../schema";
import { noSuchItem } from "./missing";

/** Puts an item into the trash, from where it can be brought back for 30 days. @throws Refusal (404) */
export async function trashItem(tx: WriteTx, id: string): Promise<void> {
  const done = await tx
    .update(items)
    .set({ trashedAt: sql`now()` })
    .where(and(eq(items.id, id), isNull(items.trashedAt)))
    .returning({ id: items.id });
  if (done.length === 0) throw noSuchItem();
}

/** Brings an item back from the trash. @throws Refusal (404) */
export async function restoreItem(tx: WriteTx, id: string): Promise<void> {
  const done = await tx
    .update(items)
    .set({ trashedAt: null })
    .where(and(eq(items.id, id), isNotNull(items.trashedAt)))
    .returning({ id: items.id });
  if (done.length === 0) throw noSuchItem();
}

/** What is in the trash, newest first. */
export async function listTrash(
  tx: ReadTx,
): Promise<{ id: string; slug: string; name: string; trashedAt: Date | null }[]> {
  return tx
    .select({ id: items.id, slug: items.slug, name: items.name, trashedAt: items.trashedAt })
    .from(items)
    .where(isNotNull(items.trashedAt))
    .orderBy(desc(items.trashedAt), asc(items.id))
    .limit(500);
}

/**
 * Deletes for good what has been in the trash for more than `days`, with what the history tells of it.
 * @returns the keys of the photos whose files can go now
 */
export async function emptyTrash(tx: WriteTx, days: number): Promise<string[]> {
  const old = await tx
    .select({ id: items.id })
    .from(items)
    .where(
      and(
        isNotNull(items.trashedAt),
        lt(items.trashedAt, sql`now() - make_interval(days => ${days})`),
      ),
    );
  if (old.length === 0) return [];
  const ids = old.map(({ id }) => id);
  await tx.delete(items).where(inArray(items.id, ids));
  // The deleting itself is among them, so every photo that the items ever had in this time is.
  const told = await tx
    .delete(changes)
    .where(inArray(changes.itemId, ids))
    .returning({
      table: changes.tableName,
      key: sql<string>`coalesce(${changes.before}, ${changes.after}) ->> 'key'`,
    });
  await tx.delete(changeSets).where(eq(changeSets.id, tx.changeSet));
  const keys = told.flatMap(({ table, key }) => (table === "photos" && key ? [key] : []));
  // A photo that was taken from an item is in the inbox, at another item, or can be brought back.
  const kept = await tx.select({ key: photos.key }).from(photos).where(inArray(photos.key, keys));
  return [...new Set(keys)].filter((key) => !kept.some((photo) => photo.key === key));
}
