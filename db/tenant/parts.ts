/**
 * How well the parts of a copy have kept, in the words of the hobby, each with what it means; and the codes that tags of
 * each product line carry. It imports nothing, so that a browser can.
 */

/** What the grades of `choices.ts` mean, of the whole and of the plush. */
export const GRADE_HINTS: Readonly<Record<string, string>> = {
  mint: "As it left the shop: clean, unfaded, tags and all.",
  "near-mint": "One small flaw that a photograph would not show.",
  excellent: "Handled with care: a soft tag or a little dust.",
  good: "Whole and clean, with wear that shows.",
  played: "Loved: worn, mended or without a tag.",
};

/** How a swing tag has kept; empty where nobody has looked. */
export const SWING_TAG_STATES = [
  "",
  "mint",
  "near-mint",
  "creased",
  "worn",
  "torn",
  "none",
] as const;

export const SWING_TAG_STATE_WORDS: Readonly<Record<string, string>> = {
  "": "Not graded",
  mint: "Mint",
  "near-mint": "Near mint",
  creased: "Creased",
  worn: "Worn",
  torn: "Torn",
  none: "No tag",
};

export const SWING_TAG_STATE_HINTS: Readonly<Record<string, string>> = {
  mint: "Flat and crisp, without a crease or the mark of a price.",
  "near-mint": "A soft corner or a slight wave, no crease.",
  creased: "A crease that shows; nothing is missing.",
  worn: "Several creases, scuffs or a price's glue.",
  torn: "Torn, cut or taped.",
  none: "It has none any more, or never had one.",
};

/** How a tush tag has kept. */
export const TUSH_TAG_STATES = ["", "mint", "faded", "frayed", "cut", "none"] as const;

export const TUSH_TAG_STATE_WORDS: Readonly<Record<string, string>> = {
  "": "Not graded",
  mint: "Mint",
  faded: "Faded",
  frayed: "Frayed",
  cut: "Cut",
  none: "No tag",
};

export const TUSH_TAG_STATE_HINTS: Readonly<Record<string, string>> = {
  mint: "White, flat and easy to read.",
  faded: "The print has paled or the cloth has yellowed.",
  frayed: "Threads are loose at its edge or fold.",
  cut: "A part of it is cut off or written on.",
  none: "It has none any more, or never had one.",
};

/** Whether a protector is on the swing tag. */
export const PROTECTORS = ["", "yes", "no"] as const;

export const PROTECTOR_WORDS: Readonly<Record<string, string>> = {
  "": "Not noted",
  yes: "Tag protector",
  no: "No tag protector",
};

/** Product lines, as two sources name them; an item may be of any other. */
export const LINES: readonly string[] = [
  "Beanie Babies",
  "Teenie Beanie Babies",
  "Beanie Babies 2.0",
  "Beanie Boos",
  "Beanie Buddies",
  "Attic Treasures",
  "Pillow Pals",
];

interface Codes {
  readonly swingTag: readonly string[];
  readonly tushTag: readonly string[];
}

const upTo = (last: number, behind = "") =>
  Array.from({ length: last }, (_, index) => `${index + 1}${behind}`);

const CODES: Readonly<Record<string, Codes>> = {
  "Beanie Babies": {
    swingTag: ["unsure", ...upTo(20), "6 (Zodiac)", "BBOM"],
    tushTag: ["unsure", ...upTo(16), "13C", "C1"],
  },
  "Beanie Babies 2.0": { swingTag: ["unsure", "1 (2.0)"], tushTag: ["unsure", "1 (2.0)", "14"] },
};

/**
 * The codes to offer for tags of a product line. Generations are counted by line and experts dispute them: `unsure` is
 * one, and a copy may carry any other, or several.
 */
export function tagCodesOf(line: string): Codes {
  const known = Object.hasOwn(CODES, line || "Beanie Babies") && CODES[line || "Beanie Babies"];
  return known || { swingTag: ["unsure"], tushTag: ["unsure"] };
}
