import { and, asc, desc, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { ReadTx, WriteTx } from "@/db/scope";
import { photos } from "../photo-schema";
import { items } from "../schema";
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
 * Deletes for good what has been in the trash for more than `days`.
 * @returns the keys of the photos whose files can go now
 */
export async function emptyTrash(tx: WriteTx, days: number): Promise<string[]> {
  const old = and(
    isNotNull(items.trashedAt),
    lt(items.trashedAt, sql`now() - make_interval(days => ${days})`),
  );
  const keys = await tx
    .select({ key: photos.key })
    .from(photos)
    .innerJoin(items, and(eq(items.tenantId, photos.tenantId), eq(items.id, photos.itemId)))
    .where(old);
  await tx.delete(items).where(old);
  return keys.map((row) => row.key);
}
