import { and, eq, exists, isNull, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { copies } from "../copy-schema";
import { items, itemWords } from "../schema";
import { ofThisItem } from "./of-item";
import { askable } from "./text";
import { versionOfItem } from "./version";

/** An item that is called as another that somebody is about to add. */
export interface Alike {
  readonly id: string;
  readonly name: string;
  readonly variant: string;
  readonly copies: number;
  /** The version that was found, for a save to name. */
  readonly version: string;
}

/**
 * The items of this name and variant, whatever the case; at most three, the oldest first. A word of the name leads to
 * them, because comparison of words stays on an index where `lower` does not.
 */
export async function listAlike(
  tx: ReadTx,
  { name, variant }: { readonly name: string; readonly variant: string },
): Promise<Alike[]> {
  const [called, which] = [askable(name.trim()), askable(variant.trim())];
  if (called === "") return [];
  return tx
    .select({
      id: items.id,
      name: items.name,
      variant: items.variant,
      version: versionOfItem,
      copies: sql<number>`(select count(*)::int from ${copies} where ${ofThisItem(copies)})`,
    })
    .from(items)
    .where(
      and(
        isNull(items.trashedAt),
        sql`lower(${items.name}) = lower(${called})`,
        sql`lower(${items.variant}) = lower(${which})`,
        exists(
          tx
            .select({ one: sql`1` })
            .from(itemWords)
            .where(
              and(
                eq(itemWords.tenantId, items.tenantId),
                eq(itemWords.itemId, items.id),
                sql`${itemWords.word} = (select word from unnest(search_words(${called}, false)) as word order by length(word) desc limit 1)`,
              ),
            ),
        ),
      ),
    )
    .orderBy(items.createdAt, items.id)
    .limit(3);
}
