import { and, count, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { COPY_STATUSES, type CopyStatus, GONE, type Visibility } from "../choices";
import { copies, wants } from "../copy-schema";
import { photos } from "../photo-schema";
import { items } from "../schema";
import { countFound } from "./shelf-counts";
import { EVERYTHING } from "./shelf-query";

/** What a site holds, for its owner's first page. */
export interface SiteNumbers extends Readonly<Record<Visibility, number>> {
  readonly items: number;
  readonly wanted: number;
  /** Those that are held: neither sold nor given away. */
  readonly copies: number;
  readonly copiesBy: Readonly<Record<CopyStatus, number>>;
  readonly photos: number;
  readonly trashed: number;
}

/** How many items are in place and how many lie in the trash, for members, however large the site. */
export async function countItems(tx: ReadTx): Promise<Pick<SiteNumbers, "items" | "trashed">> {
  const [{ all }, [trash]] = await Promise.all([
    countFound(tx, EVERYTHING),
    tx.select({ value: count() }).from(items).where(isNotNull(items.trashedAt)),
  ]);
  return { items: all, trashed: trash?.value ?? 0 };
}

/** Counts what the site holds. Trashed items count as trash only. */
export async function countSite(tx: ReadTx): Promise<SiteNumbers> {
  const [[kept], [trash], ofCopies, [ofWants], [ofPhotos]] = await Promise.all([
    tx
      .select({
        items: count(),
        public: countWhere(sql`${items.visibility} = 'public'`),
        unlisted: countWhere(sql`${items.visibility} = 'unlisted'`),
        private: countWhere(sql`${items.visibility} = 'private'`),
      })
      .from(items)
      .where(isNull(items.trashedAt)),
    tx.select({ value: count() }).from(items).where(isNotNull(items.trashedAt)),
    tx
      .select({ status: copies.status, value: count() })
      .from(copies)
      .innerJoin(items, and(eq(items.tenantId, copies.tenantId), eq(items.id, copies.itemId)))
      .where(isNull(items.trashedAt))
      .groupBy(copies.status),
    tx
      .select({ value: count() })
      .from(wants)
      .innerJoin(items, and(eq(items.tenantId, wants.tenantId), eq(items.id, wants.itemId)))
      .where(isNull(items.trashedAt)),
    tx
      .select({ value: count() })
      .from(photos)
      .innerJoin(items, and(eq(items.tenantId, photos.tenantId), eq(items.id, photos.itemId)))
      .where(isNull(items.trashedAt)),
  ]);
  const countOf = (status: CopyStatus) => ofCopies.find((row) => row.status === status)?.value ?? 0;
  const held = COPY_STATUSES.filter((status) => !GONE.includes(status));
  return {
    ...(kept ?? { items: 0, public: 0, unlisted: 0, private: 0 }),
    trashed: trash?.value ?? 0,
    wanted: ofWants?.value ?? 0,
    copies: held.reduce((sum, status) => sum + countOf(status), 0),
    copiesBy: {
      owned: countOf("owned"),
      trade: countOf("trade"),
      sale: countOf("sale"),
      lent: countOf("lent"),
      ordered: countOf("ordered"),
      sold: countOf("sold"),
      given: countOf("given"),
      missing: countOf("missing"),
    },
    photos: ofPhotos?.value ?? 0,
  };
}

function countWhere(condition: ReturnType<typeof sql>) {
  return sql<number>`(count(*) filter (where ${condition}))::int`;
}
