import { and, eq, isNull, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { items, itemWords } from "../schema";
import { textArray } from "./of-item";

/** What a file's name may lead to an item by. */
export interface NamedItem {
  readonly id: string;
  readonly name: string;
  readonly variant: string;
  readonly styleNumber: string;
}

/** How many items are compared with the names of a batch of files. */
const MOST = 4000;

/** The items that have a word in common with one of these texts, for files that are named after items; at most `MOST`. */
export async function listNamed(tx: ReadTx, texts: readonly string[]): Promise<NamedItem[]> {
  if (texts.length === 0) return [];
  return tx
    .selectDistinct({
      id: items.id,
      name: items.name,
      variant: items.variant,
      styleNumber: items.styleNumber,
    })
    .from(itemWords)
    .innerJoin(items, and(eq(items.tenantId, itemWords.tenantId), eq(items.id, itemWords.itemId)))
    .where(
      and(
        isNull(items.trashedAt),
        sql`${itemWords.word} in (select unnest(search_words(said, false)) from unnest(${textArray(texts)}) as said)`,
      ),
    )
    .orderBy(sql`1`)
    .limit(MOST);
}
