/**
 * What an item is made of: its fields, the values they may hold and how much. Schema, queries, the form,
 * seeds, the attack's fixtures, proofs and tests read it here. It imports nothing, so that a browser can.
 */

/** What its owner has to do with an item. */
export const STATUSES = ["owned", "wanted", "trade", "sale"] as const;
export type Status = (typeof STATUSES)[number];

/** Who sees it: everyone on the shelf, whoever has the link, or members. */
export const VISIBILITIES = ["public", "unlisted", "private"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** How well a copy has kept, the best first. */
export const GRADES = ["mint", "near-mint", "excellent", "good", "played"] as const;

/** Empty where nobody has graded the copy. */
export const CONDITIONS = ["", ...GRADES] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Codes of tag generations. Experts dispute the numbering, so `unsure` is one; a copy may carry any other. */
export const SWING_TAGS: readonly string[] = ["unsure", ...upTo(20)];
export const TUSH_TAGS: readonly string[] = ["unsure", ...upTo(13)];

/** How many letters a text may have. */
export const LONGEST = {
  name: 120,
  animal: 60,
  variant: 80,
  styleNumber: 20,
  colour: 60,
  story: 20_000,
  /** One of the owner's own tags. */
  tag: 40,
  label: 80,
  swingTag: 20,
  tushTag: 20,
  note: 1000,
  /** What a photo shows. */
  alt: 200,
} as const;

/** How many of each an item may have. */
export const MOST = { tags: 30, copies: 50, photos: 24 } as const;

/**
 * What can be known of a toy whoever holds it. Its dates are partial: text that says no more than is known.
 * - `1995`, `1995-06`, `1995-06-03`, and without a year `--05-19`;
 * - `1990s`, a decade; `1997/1998` and `1995-06/1995-08`, from the one to the other, the earlier first;
 * - `~` behind any of them that has a year, as in `1997~`: about.
 * Read as text they stand in the order of time, what is less exact after what is more so. Empty is unknown.
 */
export interface Facts {
  readonly name: string;
  readonly animal: string;
  readonly variant: string;
  readonly styleNumber: string;
  readonly colour: string;
  readonly birthday: string;
  readonly introduced: string;
  readonly retired: string;
}

/** What a person writes about an item. */
export interface ItemDraft extends Facts {
  readonly status: Status;
  readonly visibility: Visibility;
  readonly story: string;
  readonly copies: readonly DraftCopy[];
  readonly tags: readonly string[];
}

/** A copy somebody holds; price and currency are for members. */
export interface Copy {
  readonly label: string;
  readonly condition: Condition;
  readonly swingTag: string;
  readonly tushTag: string;
  readonly acquired: string;
  /** Minor units of `currency`, or null. */
  readonly pricePaid: number | null;
  /** ISO 4217; empty without a price. */
  readonly currency: string;
  readonly note: string;
}

/** A copy as it is kept; its id stays as long as it is there, whatever is written about it. */
export interface KeptCopy extends Copy {
  readonly id: string;
}

/**
 * A copy in a draft: the id says which kept one it is, null that it is new. Drafts that a browser kept from
 * before copies were told apart have no id at all.
 */
export interface DraftCopy extends Copy {
  readonly id?: string | null;
}

/** A photograph; `key` leads to its sizes in the tenant's files, the colour fills its place until it is there. */
export interface Photo {
  readonly id: string;
  readonly key: string;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
  readonly alt: string;
}

/** An item before anything was written about it. */
export const EMPTY_ITEM: ItemDraft = {
  name: "",
  animal: "",
  variant: "",
  styleNumber: "",
  colour: "",
  birthday: "",
  introduced: "",
  retired: "",
  status: "owned",
  visibility: "public",
  story: "",
  copies: [],
  tags: [],
};

/** A copy before anything was written about it. */
export const EMPTY_COPY: Copy = {
  label: "",
  condition: "",
  swingTag: "",
  tushTag: "",
  acquired: "",
  pricePaid: null,
  currency: "",
  note: "",
};

function upTo(last: number): string[] {
  return Array.from({ length: last }, (_, index) => String(index + 1));
}
