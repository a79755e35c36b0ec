import { and, asc, count, desc, gt } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { items } from "../schema";
import { listed } from "./listed";

/** How many items stand on the public shelf. */
export async function countPublished(tx: ReadTx): Promise<number> {
  const [row] = await tx.select({ value: count() }).from(items).where(listed(tx));
  return row?.value ?? 0;
}

/** Which of a long list. */
export interface Some {
  /** The id before them. */
  readonly after: string | null;
  readonly offset: number;
  readonly limit: number;
}

export interface Published {
  readonly id: string;
  readonly slug: string;
  readonly updatedAt: Date;
}

/** Some of what stands on the public shelf in the order of ids, for the sitemap. */
export async function listPublished(
  tx: ReadTx,
  { after, offset, limit }: Some,
): Promise<Published[]> {
  return tx
    .select({ id: items.id, slug: items.slug, updatedAt: items.updatedAt })
    .from(items)
    .where(and(listed(tx), after ? gt(items.id, after) : undefined))
    .orderBy(asc(items.id))
    .limit(limit)
    .offset(offset);
}

/** What stands on the public shelf, for the feed: the newest first, at most `limit`. */
export async function listRecent(
  tx: ReadTx,
  limit: number,
): Promise<
  { id: string; slug: string; name: string; story: string; createdAt: Date; updatedAt: Date }[]
> {
  return tx
    .select({
      id: items.id,
      slug: items.slug,
      name: items.name,
      story: items.story,
      createdAt: items.createdAt,
      updatedAt: items.updatedAt,
    })
    .from(items)
    .where(listed(tx))
    .orderBy(desc(items.createdAt), desc(items.id))
    .limit(limit);
}
