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
 * Finds the one item that a file is named after: by its style number, or by all the words of its name; the more of its
 * words stand in the file's name, the better. The words of the items are read once, because hundreds of files are
 * compared with thousands of items while nobody else is served.
 * @returns what answers null when there is none, or several are as likely
 */
export function finderOf<Item extends NamedItem>(
  items: readonly Item[],
): (fileName: string) => Item | null {
  const read = items.map((item) => ({
    item,
    number: wordsOf(item.styleNumber),
    named: wordsOf(item.name),
    which: wordsOf(item.variant),
  }));
  return (fileName) => {
    const words = new Set(wordsOfFile(fileName));
    let found: { readonly item: Item | null; readonly score: number } = { item: null, score: 0 };
    for (const one of read) {
      const score = scoreOf(one, words);
      if (score > found.score) found = { item: one.item, score };
      else if (score > 0 && score === found.score) found = { item: null, score };
    }
    return found.item;
  };
}

type Words = Readonly<Record<"number" | "named" | "which", readonly string[]>>;

function scoreOf({ number, named, which }: Words, words: ReadonlySet<string>): number {
  const all = (some: readonly string[]) => some.length > 0 && some.every((one) => words.has(one));
  const [numbered, called] = [all(number), all(named)];
  if (!numbered && !called) return 0;
  return (numbered ? 100 : 0) + (called ? 10 * named.length : 0) + (all(which) ? 5 : 0);
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
