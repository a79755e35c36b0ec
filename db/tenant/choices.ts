/** What the choices of the built-in fields are, and what people call them. It imports nothing, so that a browser can. */

/** What its owner has to do with a copy. */
export const COPY_STATUSES = [
  "owned",
  "trade",
  "sale",
  "lent",
  "ordered",
  "sold",
  "given",
  "missing",
] as const;
export type CopyStatus = (typeof COPY_STATUSES)[number];

/** Of copies that are somebody else's by now. They are kept for what they tell and not counted among those held. */
export const GONE: readonly CopyStatus[] = ["sold", "given"];

/** Of copies that are in nobody's hand here, so that they count neither as paid for nor as worth something. */
export const WITHOUT_WORTH: readonly CopyStatus[] = [...GONE, "missing"];

/** How an item stands: wanted, and as each of its copies does. Several may be true at once. */
export const STANDINGS = ["wanted", ...COPY_STATUSES] as const;
export type Standing = (typeof STANDINGS)[number];

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  wanted: "Wanted",
  owned: "In the collection",
  trade: "For trade",
  sale: "For sale",
  lent: "Lent",
  ordered: "Ordered",
  sold: "Sold",
  given: "Given away",
  missing: "Missing",
};

/** How much one is wanted. */
export const PRIORITIES = ["low", "normal", "high"] as const;
export type Priority = (typeof PRIORITIES)[number];

export const PRIORITY_WORDS: Readonly<Record<Priority, string>> = {
  low: "Some day",
  normal: "Wanted",
  high: "Most wanted",
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

/**
 * Who reads the want list or the trade list, and what is on it: members alone; everyone, with what stands on the shelf; or
 * everyone, with what is unlisted too.
 */
export const REACHES = ["members", "shelf", "unlisted"] as const;
export type Reach = (typeof REACHES)[number];

export const REACH_WORDS: Readonly<Record<Reach, string>> = {
  members: "Members alone",
  shelf: "Everyone: what is on the shelf",
  unlisted: "Everyone: what is unlisted too",
};

/** The two lists that a site can show beside its shelf. */
export const LISTS = ["wants", "trades"] as const;
export type List = (typeof LISTS)[number];

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

/** How an amount was observed. What was paid for a copy stands with the copy and is none of these. */
export const OBSERVATION_KINDS = ["appraised", "sold", "estimate", "asked"] as const;
export type ObservationKind = (typeof OBSERVATION_KINDS)[number];

export const OBSERVATION_WORDS: Readonly<Record<ObservationKind, string>> = {
  appraised: "Appraised",
  sold: "Sold",
  estimate: "Own estimate",
  asked: "Asked",
};

/** What the kinds mean, and what each is to the current value. */
export const OBSERVATION_HINTS: Readonly<Record<ObservationKind, string>> = {
  appraised: "Somebody who knows looked at it. The newest one is the value.",
  sold: "One like it changed hands for that. Without an appraisal the last five tell the value.",
  estimate: "What you think yourself. It is the value while there is nothing better.",
  asked: "What somebody wants for one. It never counts as worth.",
};

/** How many letters may say where an amount comes from. */
export const LONGEST_SOURCE = 120;

/** What a copy's current value can rest on, the best first. */
export const WORTH_BASES = ["appraised", "sold", "estimate"] as const;
export type WorthBasis = (typeof WORTH_BASES)[number];

/** Observations that may be about one copy; the others are about any of the item. */
export const OF_ONE_COPY: readonly ObservationKind[] = ["appraised", "estimate"];

/** Codes of tag generations. Experts dispute the numbering, so `unsure` is one; a copy may carry any other. */
export const SWING_TAGS: readonly string[] = ["unsure", ...upTo(20)];
export const TUSH_TAGS: readonly string[] = ["unsure", ...upTo(13)];

function upTo(last: number): string[] {
  return Array.from({ length: last }, (_, index) => String(index + 1));
}

/**
 * The languages in which a site's names can be sorted, with what people call them. Those whose letters have no place of
 * their own in `order.sql` sort as Unicode has it.
 */
export const LANGUAGES = {
  cs: "Čeština",
  da: "Dansk",
  de: "Deutsch",
  en: "English",
  es: "Español",
  fr: "Français",
  it: "Italiano",
  nl: "Nederlands",
  nb: "Norsk bokmål",
  pl: "Polski",
  pt: "Português",
  fi: "Suomi",
  sv: "Svenska",
  tr: "Türkçe",
  und: "Another language",
} as const;
export type Language = keyof typeof LANGUAGES;
export const LANGUAGE_CODES = Object.keys(LANGUAGES) as [Language, ...Language[]];

/** The currency of a first amount, where a site has none yet. */
export const FIRST_CURRENCY = "USD";
