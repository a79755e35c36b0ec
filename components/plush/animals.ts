import { NAMES } from "./animal-names";
import { breeds } from "./breeds";
import { creatures } from "./creatures";

/** A kind of plush this house can sew. */
export type Species = keyof typeof breeds | keyof typeof creatures | "beanbag";

/** Every species, the fallback last. */
export const species: readonly Species[] = [
  ...(Object.keys(breeds) as (keyof typeof breeds)[]),
  ...(Object.keys(creatures) as (keyof typeof creatures)[]),
  "beanbag",
];

/**
 * The species for a collector's word for an animal: "Manta Ray", "Tabby cat", "bunnies".
 * The last word that is known decides ("bear cub", "sea lion"); "beanbag" when none is.
 */
export function speciesOf(animal: string): Species {
  const words =
    animal
      .toLowerCase()
      .normalize("NFKD")
      .match(/[a-z]+/g) ?? [];
  for (let i = words.length - 1; i >= 0; i--) {
    const pair = wordFor(`${words[i - 1] ?? ""} ${words[i]}`) ?? wordFor(words[i] ?? "");
    if (pair) return pair;
  }
  return "beanbag";
}

function wordFor(word: string): Species | undefined {
  for (const [plural, singular] of ENDINGS) {
    const kind = WORDS.get(word.replace(plural, singular));
    if (kind) return kind;
  }
  return undefined;
}

const ENDINGS: readonly [RegExp, string][] = [
  [/$/, ""],
  [/s$/, ""],
  [/es$/, ""],
  [/ies$/, "y"],
];

const WORDS = new Map(
  species.flatMap((kind) =>
    [kind, ...(NAMES[kind]?.split(" ") ?? [])].map(
      (word) => [word.replaceAll("-", " "), kind] as const,
    ),
  ),
);
