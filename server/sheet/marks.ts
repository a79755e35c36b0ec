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
