import { readPartialDate } from "./partial-date";
import { EXAMPLES, type ReadDate } from "./single-date";

const DAYS = "1 November 2026 or 2026-11-01";

/** What a field for a whole day explains below itself. */
export const DAY_HINT = "A whole day, such as 1 November 2026.";

/** What is wrong with less than a day. */
export const NO_WHOLE_DAY = `Write the whole day, such as ${DAYS}.`;

/** Reads a day, as people write it. What says less than a day is refused; Postgres has no year 0. */
export function readWholeDay(text: string): ReadDate {
  const read = readPartialDate(text);
  // The examples of any date are parts of days too.
  if (!read.ok) return { ...read, problem: read.problem.replace(EXAMPLES, DAYS) };
  if (read.value === "" || /^(?!0000)\d{4}-\d\d-\d\d$/.test(read.value)) return read;
  return { ok: false, problem: NO_WHOLE_DAY };
}
