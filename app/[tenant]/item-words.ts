import type { Condition, Facts, ItemDraft, Status, Visibility } from "@/db/tenant/item";

/** What people call the facts of an item. */
export const FACT_WORDS: Readonly<Record<keyof Facts, string>> = {
  name: "Name",
  animal: "Animal",
  variant: "Variant",
  styleNumber: "Style number",
  colour: "Colour",
  birthday: "Birthday",
  introduced: "Introduced",
  retired: "Retired",
};

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  owned: "In the collection",
  wanted: "Wanted",
  trade: "For trade",
  sale: "For sale",
};

export const VISIBILITY_WORDS: Readonly<Record<Visibility, string>> = {
  public: "Public",
  unlisted: "Unlisted",
  private: "Private",
};

export const CONDITION_WORDS: Readonly<Record<Condition, string>> = {
  "": "Not graded",
  mint: "Mint",
  "near-mint": "Near mint",
  excellent: "Excellent",
  good: "Good",
  played: "Played with",
};

/** What one should notice about an item: its status, and who sees it where that is not everyone. */
export function marksOf({ status, visibility }: Pick<ItemDraft, "status" | "visibility">) {
  return [
    ...(status === "owned" ? [] : [STATUS_WORDS[status]]),
    ...(visibility === "public" ? [] : [VISIBILITY_WORDS[visibility]]),
  ];
}

/** A swing tag's code in words; experts dispute the numbering, so a code need not be a number. */
export function tagInWords(code: string): string | null {
  if (!code) return null;
  if (code === "unsure") return "Generation unsure";
  return /^\d+$/.test(code) ? `Generation ${code}` : code;
}
