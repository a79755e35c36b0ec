import { plainDigits } from "./digits";
import { EXAMPLES, type ReadDate, readSingleDate } from "./single-date";

export type { ReadDate } from "./single-date";

/** What a date field explains below itself. */
export const DATE_HINT = "As much as you know: 1995, June 1995, 1997–1998, 1990s or c. 1997.";

/**
 * Reads a date as people write it: `1995-06-03`, `3-Jun-1995`, `June 3, 1995`, `1997-1998`, `1990s`, `c. 1997`.
 * Refused is `Jun 95`, whose century would be a guess; `6/3/1995`, which is two dates, is handed back as both.
 * @returns a partial date as `db/tenant/item.ts` says it or, for nothing, the empty text
 */
export function readPartialDate(text: string): ReadDate {
  const typed = plainDigits(text).trim().toLowerCase().replace(/\s+/g, " ");
  if (typed === "") return { ok: true, value: "" };
  const { circa, date } = withoutCirca(typed);
  const read = readSingleDate(date) ?? range(date);
  if (!read)
    return {
      ok: false,
      problem: `“${shortened(text.trim())}” is not read as a date. Write ${EXAMPLES}.`,
    };
  return circa ? around(read) : read;
}

const CIRCA = /^(?:(?:circa|about|around|approximately|approx\.?|ca\.?|c\.?)(?= |\d)|~|≈) ?/;

function withoutCirca(typed: string): { circa: boolean; date: string } {
  const date = typed.replace(CIRCA, "").replace(/ ?[~?]$/, "");
  return { circa: date !== typed, date };
}

/** Marks a date as not exactly known, and each reading of one that has several. */
function around(read: ReadDate): ReadDate {
  if (read.ok && /^\d/.test(read.value)) return { ok: true, value: `${read.value}~` };
  if (read.ok)
    return {
      ok: false,
      problem: "About a day without a year nothing is said by “c.”: add a year.",
    };
  if (!read.readings) return read;
  const readings = read.readings.map((one) => ({
    ...one,
    text: `${one.text}~`,
    words: `c. ${one.words}`,
  }));
  return { ...read, readings };
}

/** What stands between the ends of a range, the least likely to be inside one of them first. */
const BETWEEN = [/ to /g, / ?[–—] ?/g, / - /g, / ?\/ ?/g, /-/g];

function range(typed: string): ReadDate | null {
  for (const between of BETWEEN)
    for (const { index, 0: mark } of typed.matchAll(between)) {
      const read = fromTo(typed.slice(0, index), typed.slice(index + mark.length));
      if (read) return read;
    }
  return null;
}

/** `1997–98`, `June–August 1995` and `3–10 June 1995` leave out at one end what the other end says. */
function fromTo(from: string, to: string): ReadDate | null {
  const shortYear = /^\d\d$/.test(to) && /^\d{4}$/.test(from);
  const last = readSingleDate(shortYear ? from.slice(0, 2) + to : to);
  if (!last?.ok || !/^\d/.test(last.value) || last.value.includes("/")) return null;
  const year = last.value.slice(0, 4);
  const named = /[a-z]/.test(from) && !/\d{4}/.test(from) ? `${from} ${year}` : from;
  const first = readSingleDate(dayOf(from, last.value) ?? named);
  if (!first?.ok || !/^\d/.test(first.value) || first.value.includes("/")) return null;
  if (first.value === last.value) return { ok: true, value: last.value };
  if (first.value > last.value)
    return { ok: false, problem: "A range runs from the earlier date to the later." };
  return { ok: true, value: `${first.value}/${last.value}` };
}

function dayOf(from: string, last: string): string | null {
  const sameMonth = /^\d{1,2}$/.test(from) && last.length === "1995-06-03".length;
  return sameMonth ? last.slice(0, -2) + from : null;
}

/** As much of a text as a sentence bears. */
function shortened(text: string): string {
  return text.length > 40 ? `${[...text].slice(0, 40).join("")}…` : text;
}
