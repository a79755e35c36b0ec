import { plainDigits } from "@/base/values/digits";
import type { MappedColumn } from "./mapping";

/** A date in the one way it is read in, once it is known which of two numbers is the day. */
export function withOrder(text: string, order: MappedColumn["order"]): string {
  const typed = plainDigits(text).trim();
  // A spreadsheet that knows moments only writes a day so.
  const midnight = /^(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?$/.exec(typed);
  if (midnight?.[1]) return midnight[1];
  const match = order && /^(\d{1,2})([-/])(\d{1,2})\2(\d{4})(?:[ T]0?0:00(?::00)?)?$/.exec(typed);
  if (!match) return text;
  const [, one = "", , other = "", year = ""] = match;
  const [day, month] = order === "day first" ? [one, other] : [other, one];
  // Thirteen is no month, so that this one is written the other way round.
  if (Number(month) > 12 && Number(day) <= 12) return text;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** Dates whose year has two digits, and nothing else that they can be. */
const SHORT_YEARS: readonly RegExp[] = [
  /^(\d{1,2}([-/. ])\d{1,2}\2)['’]?(\d\d)$/,
  /^(\d{1,2}(?:st|nd|rd|th)?[-. ]+\p{L}{3,12}([-., ])\2? ?)['’]?(\d\d)$/iu,
  /^(\p{L}{3,12}(\.?) \d{1,2}(?:st|nd|rd|th)?, ?)['’]?(\d\d)$/iu,
  /^(\p{L}{3,12}(\.?)[- ])['’](\d\d)$/u,
  // No month has so many days, and no year so many months.
  /^(\p{L}{3,12}(\.?)[- ])(3[2-9]|[4-9]\d)$/u,
  /^(\d{1,2}([-/.]))(3[2-9]|[4-9]\d)$/,
  /^(()['’]?)(\d\d)$/,
];

/**
 * A date with its year in four digits, where it has two.
 * @param from the first year that may be meant; undefined where nobody has said, and then it stays as it is
 */
export function withYear(text: string, from: number | undefined): string {
  if (from === undefined) return text;
  const typed = plainDigits(text).trim();
  for (const short of SHORT_YEARS) {
    const [, before, , digits] = short.exec(typed) ?? [];
    if (before === undefined || digits === undefined) continue;
    const year = Math.floor(from / 100) * 100 + Number(digits);
    return `${before.replace(/['’]$/, "")}${year < from ? year + 100 : year}`;
  }
  return text;
}

/** Whether the year of a date has two digits. */
export function hasShortYear(text: string): boolean {
  return withYear(text, 2000) !== text;
}

/** A number or an amount in the one way it is read in, once it is known which mark stands before decimals. */
export function withDecimal(text: string, decimal: MappedColumn["decimal"]): string {
  if (!decimal) return text;
  return plainDigits(text).replace(/\d[\d.,\s'’]*\d|[.,]\d+/gu, (digits) => {
    const bare = digits.replace(/[\s'’]/g, "");
    const groups = decimal === "." ? "," : ".";
    const [whole = "", decimals, ...more] = bare.split(decimal);
    const parts = whole.split(groups);
    // What has the other mark elsewhere than between thousands is written in another way: it is left to be asked.
    const [first = "", ...others] = parts;
    const isGrouped = first.length <= 3 && others.every((part) => part.length === 3);
    if (more.length > 0 || decimals?.includes(groups) || (others.length > 0 && !isGrouped))
      return digits;
    const units = parts.join("");
    if (decimals === undefined) return units;
    return `${units}.${decimals.length === 3 ? `${decimals}0` : decimals}`;
  });
}
