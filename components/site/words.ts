import type { ShelfItem, Status, Visibility } from "./model";

const STATUS_WORDS: Record<Status, string | null> = {
  owned: null,
  wanted: "Wanted",
  trade: "For trade",
  sale: "For sale",
};

const VISIBILITY_WORDS: Record<Visibility, string | null> = {
  public: null,
  unlisted: "Unlisted",
  private: "Private",
};

/** What a visitor should notice about an item: its status, and its visibility to those who see it. */
export function marksOf(item: Pick<ShelfItem, "status" | "visibility">): string[] {
  return present([STATUS_WORDS[item.status], VISIBILITY_WORDS[item.visibility]]);
}

/** The parts that say something, in their order. */
export function present(parts: readonly (string | null | undefined)[]): string[] {
  return parts.filter((part): part is string => Boolean(part));
}

/** "1 Bear", "3,000 Bears". */
export function countOf(count: number, words: { one: string; many: string }): string {
  return `${count.toLocaleString("en")} ${count === 1 ? words.one : words.many}`;
}
