/** What the pages about tags are given to show. */

export interface AnswerChoice {
  readonly value: string;
  readonly label: string;
}

/** A question as it is asked. */
export interface AskedView {
  /** Null before anybody has said which tag it is. */
  readonly tag: "swing" | "tush" | null;
  /** By which the drawings know what to show. */
  readonly part: string;
  readonly title: string;
  readonly hint: string;
  readonly answers: readonly AnswerChoice[];
  /** What was answered before, so that drawings go on from there. */
  readonly looks: Readonly<Record<string, string | undefined>>;
}

/** An answered question; `at` counts the steps from 0. */
export interface StepView {
  readonly at: number;
  readonly title: string;
  readonly answer: string;
  /** How sure that is of what the tag turned out to be; null where nothing is said of it. */
  readonly sure: string | null;
}

/** Something told, with how sure that is, in words. */
export interface SaidView {
  readonly says: string;
  readonly sure: string;
  readonly isAgreed: boolean;
}

export interface GenerationView {
  readonly key: string;
  readonly title: string;
  readonly looks: Readonly<Record<string, string | undefined>>;
  readonly told: readonly SaidView[];
  readonly disputed: string | null;
  /** The earliest items that sources agree on, in sentences. */
  readonly earliest: readonly string[];
  readonly sources: string;
}

/** Where somebody has come to who has answered. */
export interface EndingView {
  readonly tag: "swing" | "tush";
  readonly title: string;
  readonly sure: { readonly word: string; readonly because: string };
  readonly left: readonly GenerationView[];
  /** The names of all that it can be, where these are too many to show. */
  readonly many: readonly string[];
  readonly ruledOut: readonly { readonly title: string; readonly because: string }[];
}

/** Something that tells a rare toy from a common one. */
export interface CheckView {
  readonly key: string;
  readonly title: string;
  readonly facts: readonly { readonly says: string; readonly isAgreed: boolean }[];
  readonly drawn: readonly {
    readonly caption: string;
    readonly animal: string;
    readonly colour: string;
  }[];
  readonly bars: readonly { readonly label: string; readonly count: number }[];
}

export interface MythView {
  readonly belief: string;
  readonly answer: string;
  /** What that rests on. */
  readonly rests: string;
}
