const MONTHS =
  "january february march april may june july august september october november december".split(
    " ",
  );

/** What was typed, read as a date that may lack a day, a month or a year, or what is wrong with it. */
export type ReadDate =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: string };

/** What a date field explains below itself. */
export const DATE_HINT = "As much as you know: 1995, June 1995, 3 June 1995 or 19 May.";

/**
 * Reads a date as people write it: `1995-06-03`, `3 June 1995`, `June 3, 1995`. Refused are `Jun 95`, whose
 * century would be a guess, and `6/3/1995`, which is two dates.
 * @returns `1995`, `1995-06`, `1995-06-03`, `--05-19` or, for nothing, the empty text
 */
export function readPartialDate(text: string): ReadDate {
  const typed = text.trim().toLowerCase().replace(/\s+/g, " ");
  if (typed === "") return { ok: true, value: "" };
  return (
    fromNumbers(typed) ??
    fromWords(typed) ??
    problem(`“${text.trim()}” is not read as a date. Write ${EXAMPLES}.`)
  );
}

const EXAMPLES = "1995, June 1995, 3 June 1995 or, without a year, 19 May";

function fromNumbers(typed: string): ReadDate | null {
  const iso = /^(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?$/.exec(typed);
  if (iso) return checked(iso[1], iso[2], iso[3]);
  const yearless = /^--(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (yearless) return checked(undefined, yearless[1], yearless[2]);
  const monthAndYear = /^(\d{1,2})[-./](\d{4})$/.exec(typed);
  if (monthAndYear) return checked(monthAndYear[2], monthAndYear[1]);
  const dotted = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})?$/.exec(typed);
  if (dotted) return checked(dotted[3], dotted[2], dotted[1]);
  const twoWays = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(typed);
  if (!twoWays) return null;
  const [, one = "", other = "", year] = twoWays;
  if (one === other || Number(other) > 12) return checked(year, one, other);
  if (Number(one) > 12) return checked(year, other, one);
  return problem("This could be two dates. Write the month as a word: 3 June 1995.");
}

function fromWords(typed: string): ReadDate | null {
  const words = typed
    .replace(/(\d)(?:st|nd|rd|th)\b/g, "$1")
    .split(/[ ,.]+|\bof\b/)
    .filter(Boolean);
  let month: string | undefined;
  let day: string | undefined;
  let year: string | undefined;
  for (const word of words) {
    const number = /^\d+$/.test(word);
    if (number && word.length === 4 && !year) year = word;
    else if (number && word.length <= 2 && !day) day = word;
    else if (!number && !month && monthOf(word)) month = monthOf(word);
    else return null;
  }
  if (!month) return null;
  if (!day && !year) return problem("A month alone says little: add a day or a year.");
  return checked(year, month, day);
}

function monthOf(word: string): string | undefined {
  if (word.length < 3) return undefined;
  const index = MONTHS.findIndex(
    (name) => name.startsWith(word) || (word === "sept" && name === "september"),
  );
  return index < 0 ? undefined : String(index + 1);
}

// A day without a year may be 29 February: 2000 was a leap year.
function checked(year: string | undefined, month?: string, day?: string): ReadDate {
  if (month === undefined) return { ok: true, value: year ?? "" };
  const monthNumber = Number(month);
  if (monthNumber < 1 || monthNumber > 12) return problem("A month is 1 to 12.");
  const mm = month.padStart(2, "0");
  if (day === undefined) return { ok: true, value: `${year}-${mm}` };
  const days = new Date(Date.UTC(year ? Number(year) : 2000, monthNumber, 0)).getUTCDate();
  if (Number(day) < 1 || Number(day) > days)
    return problem(`This month has ${days} days. Write ${EXAMPLES}.`);
  return { ok: true, value: `${year ?? "-"}-${mm}-${day.padStart(2, "0")}` };
}

function problem(sentence: string): ReadDate {
  return { ok: false, problem: sentence };
}
