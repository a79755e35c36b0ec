import { and, eq, isNull, notExists, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { intakeRows } from "../../intake-schema";
import { items, itemWords } from "../../schema";
import { textArray } from "../of-item";

/** What an item is told apart by. */
export interface KnownItem {
  readonly id: string;
  readonly name: string;
  readonly variant: string;
  readonly line: string;
  readonly styleNumber: string;
}

const known = {
  id: items.id,
  name: items.name,
  variant: items.variant,
  line: items.line,
  styleNumber: items.styleNumber,
};

/** Of each name the longest of its words, as search knows them; items of that name have it too. */
export async function listLongestWords(
  tx: ReadTx,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({
      name: sql<string>`n.name`,
      word: sql<
        string | null
      >`(select word from unnest(search_words(n.name, false)) as word order by length(word) desc, word limit 1)`,
    })
    .from(sql`unnest(${textArray(names)}) as n (name)`);
  return new Map(rows.flatMap(({ name, word }) => (word === null ? [] : [[name, word] as const])));
}

/**
 * The items that have one of these words in anything they say. By equality with words, which stays on an index under
 * row-level security where a comparison of folded names does not.
 */
export async function listItemsSaying(tx: ReadTx, words: readonly string[]): Promise<KnownItem[]> {
  if (words.length === 0) return [];
  return tx
    .selectDistinct(known)
    .from(itemWords)
    .innerJoin(items, and(eq(items.tenantId, itemWords.tenantId), eq(items.id, itemWords.itemId)))
    .where(and(sql`${itemWords.word} = any(${textArray(words)})`, isNull(items.trashedAt)));
}

/** The items that came after a moment by other ways than this sheet. @param seen in microseconds since 1970 */
export async function listItemsSince(
  tx: ReadTx,
  intakeId: string,
  seen: number,
): Promise<KnownItem[]> {
  return tx
    .select(known)
    .from(items)
    .where(
      and(
        sql`(extract(epoch from ${items.createdAt}) * 1000000)::bigint > ${seen}`,
        isNull(items.trashedAt),
        notExists(
          tx
            .select({ one: sql`1` })
            .from(intakeRows)
            .where(
              and(
                eq(intakeRows.tenantId, items.tenantId),
                eq(intakeRows.intakeId, intakeId),
                eq(intakeRows.itemId, items.id),
              ),
            ),
        ),
      ),
    );
}

/** The moment of the database, in microseconds since 1970. */
export async function findMoment(tx: ReadTx): Promise<string> {
  const [row] = await tx
    .select({ now: sql<string>`(extract(epoch from clock_timestamp()) * 1000000)::bigint::text` })
    .from(sql`(select 1) as one`);
  return row?.now ?? "0";
}
