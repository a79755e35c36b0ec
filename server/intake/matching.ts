import type { Scope } from "@/db/scope";
import { foldedName } from "@/db/tenant/own";
import {
  type KnownItem,
  listItemsSaying,
  listLongestWords,
} from "@/db/tenant/queries/intake/known-items";

/** What a row says of what items are told apart by; empty where it says nothing. */
export type Told = Omit<KnownItem, "id">;

/** Rows with the same key are of one item. */
export function keyOf({ name, variant, line, styleNumber }: Told): string {
  return [name, variant, line, styleNumber].map(foldedName).join("\n");
}

/**
 * The items that a row may be, of those with its name: the one that is told apart by the same, else those that say nothing
 * else. A row with a variant is no item of another variant, nor of none; line and number may be missing on either side.
 */
export function matchesOf(told: Told, named: readonly KnownItem[]): readonly KnownItem[] {
  const key = keyOf(told);
  const same = named.filter((item) => keyOf(item) === key);
  if (same.length > 0) return same;
  const agrees = (row: string, item: string) => row === "" || foldedName(row) === foldedName(item);
  return named.filter(
    (item) =>
      agrees(told.variant, item.variant) &&
      (item.line === "" || agrees(told.line, item.line)) &&
      (item.styleNumber === "" || agrees(told.styleNumber, item.styleNumber)),
  );
}

/**
 * The items of a site by their names, read as they are asked for: of each name by its longest word, and each word once, so
 * that no sheet reads more than the site has.
 */
export class KnownItems {
  readonly #byName = new Map<string, KnownItem[]>();
  readonly #words = new Set<string>();
  readonly #ids = new Set<string>();

  constructor(found: readonly KnownItem[] = []) {
    this.#add(found);
  }

  /** Reads what is not known yet of these names. */
  async learn(scope: Scope, names: readonly string[]): Promise<void> {
    const asked = [...new Set(names)].filter(Boolean);
    if (asked.length === 0) return;
    const longest = await scope.read((tx) => listLongestWords(tx, asked));
    const words = [...new Set(longest.values())].filter((word) => !this.#words.has(word));
    if (words.length === 0) return;
    this.#add(await scope.read((tx) => listItemsSaying(tx, words)));
    for (const word of words) this.#words.add(word);
  }

  #add(found: readonly KnownItem[]): void {
    for (const item of found) {
      if (this.#ids.has(item.id)) continue;
      this.#ids.add(item.id);
      const name = foldedName(item.name);
      const same = this.#byName.get(name);
      if (same) same.push(item);
      else this.#byName.set(name, [item]);
    }
  }

  named(name: string): readonly KnownItem[] {
    return this.#byName.get(foldedName(name)) ?? [];
  }
}
