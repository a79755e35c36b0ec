/**
 * How sure a fact is. `agreed`: two sources or more, of separate work, say so. `single`: one does. `told`: it is told, and
 * no two were found that agree. `order`: nobody says so; it follows from what tells its neighbours apart.
 */
export type Sureness = "agreed" | "single" | "told" | "order";

/** What stands of a generation of tags. */
export interface Fact {
  readonly says: string;
  readonly sure: Sureness;
}

export type TagKind = "swing" | "tush";

/** A question by its name in addresses. */
export type QuestionKey =
  | "opens"
  | "star"
  | "letters"
  | "wearer"
  | "wording"
  | "inside"
  | "made"
  | "kind"
  | "heart"
  | "name";

/** One thing that a tag can turn out to be: a generation, a kind of its own, or several that nobody tells apart. */
export interface Generation {
  /** Among those of its kind of tag. */
  readonly key: string;
  readonly title: string;
  /** What a copy's field takes for it; none where nobody can name one. */
  readonly code: string | null;
  /** What it answers to a question. What is missing is not known, and then no answer speaks against it. */
  readonly looks: Readonly<Partial<Record<QuestionKey, Fact>>>;
  /** The year in which it began at the earliest. */
  readonly since?: { readonly year: number; readonly sure: Sureness };
  /** In sentences, the surest first. */
  readonly told: readonly Fact[];
  /** Where sources contradict each other. */
  readonly disputed?: string;
  /** The earliest item that two sources have with it: it began then at the latest. */
  readonly earliest: readonly EarliestItem[];
  /** Where it stands. */
  readonly sources: readonly Source[];
}

export interface EarliestItem {
  readonly name: string;
  /** As `1995-06-03`. */
  readonly introduced: string;
  /** Of which of several generations. */
  readonly of?: string;
}

/** Where the facts come from. The first is of two, whose tables of items agree there. */
export const SOURCES = {
  S10: "the item tables of beaniepedia and tycollector",
  S1: "nshadow.tripod.com",
  S2: "htfbw.com",
  S3: "beaniepedia.com",
  S4: "sellbeanies.com",
  S5: "tycollector.com",
  S6: "tycollector.com on Princess",
  S7: "ehow.co.uk (the article of ourpastimes.com)",
  S8: "codes in a public list of items",
  S9: "ourpastimes.com",
} as const;
export type Source = keyof typeof SOURCES;

export const agreed = (says: string): Fact => ({ says, sure: "agreed" });
export const single = (says: string): Fact => ({ says, sure: "single" });
export const told = (says: string): Fact => ({ says, sure: "told" });
export const order = (says: string): Fact => ({ says, sure: "order" });
