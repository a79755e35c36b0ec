import { and, arrayContains, asc, count, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { sharedItems, shares } from "../share-schema";
import { MOST_SHARES, SHARED_PAGE, type SharedItem } from "../shared";
import { askable } from "./text";

/** A share as its site's owners know it. Its token is known to nobody. */
export interface Share {
  readonly id: string;
  readonly name: string;
  readonly withValues: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly visits: number;
  readonly visitedAt: Date | null;
  readonly items: number;
}

const columns = {
  id: shares.id,
  name: shares.name,
  withValues: shares.withValues,
  createdAt: shares.createdAt,
  expiresAt: shares.expiresAt,
  revokedAt: shares.revokedAt,
  visits: shares.visits,
  visitedAt: shares.visitedAt,
  // Within another template a column keeps the name of its table.
  items: sql<number>`${sql`(select count(*) from ${sharedItems} where ${sharedItems.tenantId} = ${shares.tenantId}
    and ${sharedItems.shareId} = ${shares.id})`}::int`,
};

/**
 * Adds a share under an id of the caller's choice, in the place of one that has it.
 * @param digest of its token
 * @throws Refusal (409) when the site has as many that open as it may
 */
export async function addShare(
  tx: WriteTx,
  share: {
    readonly id: string;
    readonly digest: string;
    readonly name: string;
    readonly withValues: boolean;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await tx.delete(shares).where(eq(shares.id, share.id));
  const [open] = await tx
    .select({ value: count() })
    .from(shares)
    .where(and(isNull(shares.revokedAt), gt(shares.expiresAt, sql`now()`)));
  if ((open?.value ?? 0) >= MOST_SHARES)
    throw new Refusal(`A site has up to ${MOST_SHARES} links. Revoke one first.`, { status: 409 });
  await tx.insert(shares).values(share);
}

/** Adds what a share shows, from a position on. */
export async function addSharedItems(
  tx: WriteTx,
  shareId: string,
  from: number,
  values: readonly SharedItem[],
): Promise<void> {
  if (values.length === 0) return;
  await tx.insert(sharedItems).values(
    values.map((value, index) => ({
      shareId,
      position: from + index,
      value,
      photoKeys: value.photos.map(({ key }) => key),
    })),
  );
}

/** The shares of a site, newest first, also those that open no more. */
export async function listShares(tx: ReadTx): Promise<Share[]> {
  return tx
    .select(columns)
    .from(shares)
    .orderBy(desc(shares.createdAt), desc(shares.id))
    .limit(2 * MOST_SHARES);
}

/** Revokes a share: from then on its link opens nothing, and what it showed is gone. @throws Refusal (404) */
export async function revokeShare(tx: WriteTx, id: string): Promise<void> {
  const [row] = await tx
    .update(shares)
    .set({ revokedAt: sql`coalesce(${shares.revokedAt}, now())` })
    .where(eq(shares.id, id))
    .returning({ id: shares.id });
  if (!row) throw new Refusal("There is no such link.", { status: 404 });
  await tx.delete(sharedItems).where(eq(sharedItems.shareId, id));
}

/** The share of a digest, if whoever asks may see it, or null. */
export async function findShare(tx: ReadTx, digest: string): Promise<Share | null> {
  const [row] = await tx
    .select(columns)
    .from(shares)
    .where(eq(shares.digest, askable(digest)));
  return row ?? null;
}

/** What a share shows, a page of it. @param page from 1 */
export async function listShared(tx: ReadTx, shareId: string, page: number): Promise<SharedItem[]> {
  const rows = await tx
    .select({ value: sharedItems.value })
    .from(sharedItems)
    .where(eq(sharedItems.shareId, shareId))
    .orderBy(asc(sharedItems.position))
    .limit(SHARED_PAGE)
    .offset((page - 1) * SHARED_PAGE);
  return rows.map(({ value }) => value);
}

/** Whether a share shows the photograph of a key. */
export async function showsPhoto(tx: ReadTx, shareId: string, key: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: sharedItems.id })
    .from(sharedItems)
    .where(
      and(eq(sharedItems.shareId, shareId), arrayContains(sharedItems.photoKeys, [askable(key)])),
    )
    .limit(1);
  return row !== undefined;
}

/** Counts that somebody opened a share's page. */
export async function countVisit(tx: WriteTx, id: string): Promise<void> {
  await tx
    .update(shares)
    .set({ visits: sql`${shares.visits} + 1`, visitedAt: sql`now()` })
    .where(eq(shares.id, id));
}
