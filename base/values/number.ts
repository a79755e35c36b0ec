import { plainDigits } from "./digits";

/** A number as typed, or what is wrong with it. */
export type ReadNumber =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: string };

/** Digits that are thousands to one reader and decimals to another. No number of thousands begins with a zero. */
const EITHER = /^(-?[1-9]\d{0,2})[.,](\d{3})$/;

/** A number as the form shows it. A zero behind three decimals says that they are decimals, so that it is read as it is. */
export function writeNumber(value: string): string {
  return EITHER.test(value) ? `${value}0` : value;
}

/**
 * Reads a number, with or without its unit: `12`, `12.5 cm`, `-3`, `1,200.5`. A comma or a point before three
 * digits could be a mark of thousands or of decimals, so that is asked and not guessed.
 * @returns digits with a point, without zeros too many; empty for nothing
 */
export function readNumber(text: string, unit: string): ReadNumber {
  const plain = plainDigits(text.normalize("NFC")).trim().replace("\u2212", "-");
  const typed = (unit && plain.endsWith(unit) ? plain.slice(0, -unit.length) : plain).replace(
    /\s/g,
    "",
  );
  if (typed === "") return { ok: true, value: "" };
  const both = EITHER.exec(typed);
  if (both) {
    const [, whole = "", decimals = ""] = both;
    const fine = writeNumber(`${whole}.${decimals}`.replace(/\.?0+$/, ""));
    return { ok: false, problem: `Write ${whole}${decimals} or ${fine}.` };
  }
  const match =
    /^(-?)(\d+)(?:\.(\d+))?$/.exec(typed) ??
    /^(-?)(\d{1,3}(?:,\d{3})+)\.(\d+)$/.exec(typed) ??
    /^(-?)(\d{1,3}(?:,\d{3}){2,})$/.exec(typed) ??
    /^(-?)(\d+),(\d+)$/.exec(typed);
  if (!match) return { ok: false, problem: "Write a number such as 12 or 12.5." };
  const [, minus = "", grouped = "", decimals = ""] = match;
  const whole = grouped.replace(/,/g, "").replace(/^0+(?=\d)/, "");
  const rest = decimals.replace(/0+$/, "");
  if (whole.length + rest.length > 15)
    return { ok: false, problem: "This has more digits than the collection keeps." };
  const value = rest ? `${whole}.${rest}` : whole;
  return { ok: true, value: value === "0" ? "0" : `${minus}${value}` };
}
