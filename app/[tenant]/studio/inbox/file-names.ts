import type { NamedItem } from "@/db/tenant/queries/photo-names";

/** Words that cameras and phones give to every file. */
const NOBODYS = new Set(
  "img image photo dsc dscn dscf pxl pic picture jpg jpeg heic png".split(" "),
);

/** A file's name without its ending and what cameras call every file: what it may say of an item. */
export function wordsOfFile(fileName: string): string[] {
  return wordsOf(fileName.replace(/\.[^.]*$/, "")).filter((word) => !NOBODYS.has(word));
}

/** The words of a text in one spelling, for comparing two texts here: `4062-Peanut_royal` → 4062, peanut, royal. */
function wordsOf(text: string): string[] {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/**
 * The one item that a file is named after: by its style number, or by all the words of its name; the more of its words
 * stand in the file's name, the better.
 * @returns null when there is none, or several are as likely
 */
export function itemOfFile<Item extends NamedItem>(
  fileName: string,
  items: readonly Item[],
): Item | null {
  const words = new Set(wordsOfFile(fileName));
  const scored = items
    .map((item) => ({ item, score: scoreOf(item, words) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score);
  const [best, next] = scored;
  return best && best.score > (next?.score ?? 0) ? best.item : null;
}

function scoreOf({ name, variant, styleNumber }: NamedItem, words: ReadonlySet<string>): number {
  const [number, named, which] = [styleNumber, name, variant].map(wordsOf);
  const all = (some: readonly string[] = []) =>
    some.length > 0 && some.every((one) => words.has(one));
  const numbered = all(number);
  if (!numbered && !all(named)) return 0;
  return (numbered ? 100 : 0) + (all(named) ? 10 * (named?.length ?? 0) : 0) + (all(which) ? 5 : 0);
}

/** What an item is called that is made of a photo: the words of its file, as they were written. */
export function nameFromFile(fileName: string, number: number): string {
  const stem = fileName
    .replace(/\.[^.]*$/, "")
    .replace(/[_\s]+/g, " ")
    .replace(/\s*(?:\(\d+\)|[- ]\d{1,2})$/, "")
    .replace(/\p{Cc}/gu, "")
    .trim();
  const says = wordsOfFile(stem).some((word) => /\p{L}/u.test(word));
  return says ? stem : `Photo ${number}`;
}
