import { sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import type { ShelfQuery } from "./shelf-query";
import { askable } from "./text";

/** How many letters of a search are read, and how many words. */
const LONGEST_SEARCH = 200;
const MOST_WORDS = 8;

/**
 * The words that a person asks for, folded and parted by the database as those of items are, and of each the words one
 * slip away that items have. Which of those the actor may know is decided by the policies.
 */
export async function askWords(
  tx: ReadTx,
  typed: string,
): Promise<Required<Pick<ShelfQuery, "words" | "near">>> {
  const asked = [...askable(typed)].slice(0, LONGEST_SEARCH).join("");
  const rows = await tx
    .select({
      word: sql<string>`asked.word`,
      near: sql`to_json(asked.near)`.mapWith((json: string): readonly string[] => JSON.parse(json)),
    })
    .from(sql`asked_words(${asked}, ${MOST_WORDS}) asked`);
  return {
    words: rows.map(({ word }) => word),
    near: new Map(rows.map(({ word, near }) => [word, near])),
  };
}
