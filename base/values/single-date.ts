import { dateInWords } from "./dates";
import { type Reading, whichOf } from "./reading";

/** What was typed, read as a date, or what is wrong with it. */
export type ReadDate =
  | { readonly ok: true; readonly value: string }
  | {
      readonly ok: false;
      readonly problem: string;
      /** Where the text can be read in several ways: all of them. */
      readonly readings?: readonly Reading[];
    };

const MONTHS =
  "january february march april may june july august september october november december".split(
    " ",
  );

/** How dates are written, for sentences that say what to type. */
export const EXAMPLES =
  "1995, June 1995, 3 June 1995, 1997–1998, 1990s, c. 1997 or, without a year, 19 May";

/**
 * Reads one date, of lower-case words and digits: a day, a month, a year or a decade.
 * @returns null when it is no such date, which it may be together with others
 */
export function readSingleDate(typed: string): ReadDate | null {
  return fromNumbers(typed) ?? decade(typed) ?? fromWords(typed);
}

function fromNumbers(typed: string): ReadDate | null {
  const iso = /^(\d{4})(?:([-./])(\d{1,2})(?:[-./](\d{1,2}))?)?$/.exec(typed);
  if (iso) {
    const [, year = "", mark, month, day] = iso;
    return monthOrYear(year, mark, month, day) ?? checked(year, month, day);
  }
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
  return asked(typed, [checked(year, other, one), checked(year, one, other)]);
}

/** `2011/12` is a month or two years, `1997-98` two years; `1995-06` is how a month is kept. */
function monthOrYear(year: string, mark = "", month = "", day = ""): ReadDate | null {
  if (day || month.length !== 2 || Number(year.slice(2)) >= Number(month)) return null;
  const years: ReadDate = { ok: true, value: `${year}/${year.slice(0, 2)}${month}` };
  if (Number(month) > 12) return years;
  return mark === "/" ? asked(`${year}/${month}`, [checked(year, month), years]) : null;
}

function decade(typed: string): ReadDate | null {
  const match = /^(?:the )?(\d{3})(?:0['’]?s|x)$/.exec(typed);
  return match ? { ok: true, value: `${match[1]}0s` } : null;
}

function fromWords(typed: string): ReadDate | null {
  const words = typed
    .replace(/(\d)(?:st|nd|rd|th)\b/g, "$1")
    .split(/[-/ ,.]+|\bof\b/)
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

function asked(typed: string, reads: readonly ReadDate[]): ReadDate {
  const readings = reads.flatMap((read) =>
    read.ok ? { text: read.value, words: dateInWords(read.value), currency: "" } : [],
  );
  return { ok: false, problem: whichOf(typed, readings), readings };
}

function problem(sentence: string): ReadDate {
  return { ok: false, problem: sentence };
}
