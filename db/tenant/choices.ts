/** What the choices of the built-in fields are, and what people call them. It imports nothing, so that a browser can. */

/** What its owner has to do with an item. */
export const STATUSES = ["owned", "wanted", "trade", "sale"] as const;
export type Status = (typeof STATUSES)[number];

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  owned: "In the collection",
  wanted: "Wanted",
  trade: "For trade",
  sale: "For sale",
};

/** Who sees it: everyone on the shelf, whoever has the link, or members. */
export const VISIBILITIES = ["public", "unlisted", "private"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

export const VISIBILITY_WORDS: Readonly<Record<Visibility, string>> = {
  public: "Public",
  unlisted: "Unlisted",
  private: "Private",
};

export const VISIBILITY_HINTS: Readonly<Record<Visibility, string>> = {
  public: "On the shelf, for everyone.",
  unlisted: "Who has the link sees it; it is on no list.",
  private: "Only members of this site see it.",
};

/** How well a copy has kept, the best first. */
export const GRADES = ["mint", "near-mint", "excellent", "good", "played"] as const;

/** Empty where nobody has graded the copy. */
export const CONDITIONS = ["", ...GRADES] as const;
export type Condition = (typeof CONDITIONS)[number];

export const CONDITION_WORDS: Readonly<Record<Condition, string>> = {
  "": "Not graded",
  mint: "Mint",
  "near-mint": "Near mint",
  excellent: "Excellent",
  good: "Good",
  played: "Played with",
};

/** Codes of tag generations. Experts dispute the numbering, so `unsure` is one; a copy may carry any other. */
export const SWING_TAGS: readonly string[] = ["unsure", ...upTo(20)];
export const TUSH_TAGS: readonly string[] = ["unsure", ...upTo(13)];

function upTo(last: number): string[] {
  return Array.from({ length: last }, (_, index) => String(index + 1));
}
