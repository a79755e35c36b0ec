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

/** One field that a row changes, with its values as they are kept; of a new item what it begins with. */
export interface Noted {
  /**
   * A built-in field's key, `place`, an owner's field by its id, `new-3` for the one that column 3 makes, or `PHOTOS`.
   */
  readonly field: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Who says so where the sheet doesn't. */
  readonly by?: "catalogue";
}

/** What a row's photos are noted under, as where each is to come from. */
export const PHOTOS = "photos";

/** Why a row can't be taken in, or why one that is taken in lacks a photo. */
export interface Refused {
  /** At which of its columns, from 0; null where it is about all of it. */
  readonly column: number | null;
  readonly reason: string;
  /** What the cell may mean, to choose from. */
  readonly readings?: readonly string[];
}

/**
 * How far a photo of a sheet is: it is to be fetched, was added, was there before, or can't be had. It has the id of the
 * photo that it becomes.
 */
export const INTAKE_PHOTO_STATES = ["waiting", "added", "there", "refused"] as const;
export type IntakePhotoState = (typeof INTAKE_PHOTO_STATES)[number];

/** Which rows are written. */
export const TAKES = ["all", "new", "changed"] as const;
export type Takes = (typeof TAKES)[number];

/** How many letters the name has under which the columns of a sheet are kept. */
export const LONGEST_MAPPING_NAME = 60;

/** For how many days a sheet, its rows and what became of them are kept. */
export const INTAKE_DAYS = 30;

export function isOutcome(text: string): text is RowOutcome {
  return ROW_OUTCOMES.some((outcome) => outcome === text);
}

export function isTakes(text: string): text is Takes {
  return TAKES.some((takes) => takes === text);
}
