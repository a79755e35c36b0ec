/** What can be said of a sheet on its way into a collection. It imports nothing, so that a browser can read it. */

/**
 * How far a sheet is: its columns are to be matched, its rows are read, its rows are looked at, its rows are written, or
 * it is done with.
 */
export const INTAKE_STATES = ["columns", "reading", "preview", "writing", "ended"] as const;
export type IntakeState = (typeof INTAKE_STATES)[number];

/** What would become of a row; of an `unclear` one somebody has to say which item it is. */
export const ROW_OUTCOMES = ["new", "changed", "same", "refused", "conflict", "unclear"] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

export const OUTCOME_WORDS: Readonly<Record<RowOutcome, string>> = {
  new: "New",
  changed: "Changed",
  same: "The same",
  refused: "Refused",
  conflict: "Newer here",
  unclear: "Several match",
};

/** One field that a row changes, in words; of a new item what it begins with. */
export interface Noted {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

/** Why a row can't be taken in, at which of its columns, from 0; null where it is about all of it. */
export interface Refused {
  readonly column: number | null;
  readonly reason: string;
}
