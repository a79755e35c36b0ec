import { and, count, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import type { Visibility } from "../choices";
import { copies, items, photos } from "../schema";

/** What a site holds, for its owner's first page. */
export interface SiteNumbers extends Readonly<Record<Visibility, number>> {
  readonly items: number;
  readonly wanted: number;
  readonly copies: number;
  readonly photos: number;
  readonly trashed: number;
}

/** Counts what the site holds. Trashed items count as trash only. */
export async function countSite(tx: ReadTx): Promise<SiteNumbers> {
  const [[kept], [trash], [ofCopies], [ofPhotos]] = await Promise.all([
    tx
      .select({
        items: count(),
        public: countWhere(sql`${items.visibility} = 'public'`),
        unlisted: countWhere(sql`${items.visibility} = 'unlisted'`),
        private: countWhere(sql`${items.visibility} = 'private'`),
        wanted: countWhere(sql`${items.status} = 'wanted'`),
      })
      .from(items)
      .where(isNull(items.trashedAt)),
    tx.select({ value: count() }).from(items).where(isNotNull(items.trashedAt)),
    tx
      .select({ value: count() })
      .from(copies)
      .innerJoin(items, and(eq(items.tenantId, copies.tenantId), eq(items.id, copies.itemId)))
      .where(isNull(items.trashedAt)),
    tx
      .select({ value: count() })
      .from(photos)
      .innerJoin(items, and(eq(items.tenantId, photos.tenantId), eq(items.id, photos.itemId)))
      .where(isNull(items.trashedAt)),
  ]);
  return {
    ...(kept ?? { items: 0, public: 0, unlisted: 0, private: 0, wanted: 0 }),
    trashed: trash?.value ?? 0,
    copies: ofCopies?.value ?? 0,
    photos: ofPhotos?.value ?? 0,
  };
}

function countWhere(condition: ReturnType<typeof sql>) {
  return sql<number>`(count(*) filter (where ${condition}))::int`;
}
