import type { Scope } from "@/db/scope";
import type { Filter } from "@/db/tenant/queries/table/filter";
import { askWords } from "@/db/tenant/queries/words";
import type { TableUrl } from "./table-url";

/** How many words one slip away are as good as the one that was typed. */
const MOST_NEAR = 3;

/** Which items an address means. A search is read by the database, because it knows how words are made. */
export async function filterOf(scope: Scope, { typed, tests, any }: TableUrl): Promise<Filter> {
  const asked = any && tests.length > 1 ? [{ any: tests }] : tests;
  if (typed.trim() === "") return { all: asked };
  const { words, near } = await scope.read((tx) => askWords(tx, typed));
  return { all: [...words.map((word) => orNear(word, near.get(word) ?? [])), ...asked] };
}

function orNear(word: string, near: readonly string[]): Filter {
  const own = { words: [word] };
  if (near.length === 0) return own;
  return { any: [own, ...near.slice(0, MOST_NEAR).map((one) => ({ words: [one] }))] };
}
