import { amountsIn } from "./amount";
import { currenciesCalled, minorDigits } from "./currencies";
import { plainDigits } from "./digits";
import { type Reading, whichOf } from "./reading";

/** An amount as typed, read into minor units of its currency, or what is wrong with it. */
export type ReadMoney =
  | {
      readonly ok: true;
      readonly minor: number | null;
      /** The field's own, or the one that the text names. */
      readonly currency: string;
    }
  | {
      readonly ok: false;
      readonly problem: string;
      /** Where the text can be read in several ways: all of them. */
      readonly readings?: readonly Reading[];
    };

/** The largest amount the database holds, in minor units. */
export const MOST_MINOR = Number.MAX_SAFE_INTEGER;

const EXAMPLE = "Write an amount such as 5.99 or 5 USD.";
const BELOW_ZERO = "An amount can't be below zero. Write it without the minus.";

/**
 * Reads a price in major units, with or without its currency: `.50`, `1,200.00`, `5 USD`, `US$5`, `50 kr`. Nothing
 * is guessed: where a text has several readings, all are handed back. No arithmetic on fractions, so nothing is
 * lost.
 * @param currency ISO 4217, the field's own; one that the text names takes its place
 * @returns whole minor units; null for nothing
 */
export function readMoney(text: string, currency: string): ReadMoney {
  const typed = plainDigits(text.normalize("NFC")).trim();
  if (typed === "") return { ok: true, minor: null, currency };
  const parts = partsOf(typed);
  if (!parts) return { ok: false, problem: EXAMPLE };
  const codes = currenciesCalled(parts.names, currency);
  if (codes.length === 0)
    return {
      ok: false,
      problem: `“${parts.names.join(" ")}” is no currency known here. ${EXAMPLE}`,
    };
  if (parts.below) return { ok: false, problem: BELOW_ZERO };
  const found = codes.map((code) => ({
    code,
    amounts: amountsIn(parts.amount, minorDigits(code)),
  }));
  const readings = found.flatMap(({ code, amounts }) =>
    amounts.minors.map((minor) => ({ minor, currency: code })),
  );
  if (readings.some(({ minor }) => minor > BigInt(MOST_MINOR)))
    return { ok: false, problem: "This is more than the collection can hold." };
  const [only, ...others] = readings.map((one) => ({ ...one, minor: Number(one.minor) }));
  if (!only)
    return { ok: false, problem: tooFine(found[0]?.amounts.tooFine, codes[0] ?? currency) };
  if (others.length === 0) return { ok: true, ...only };
  const choices = [only, ...others].map(readingOf);
  return { ok: false, problem: whichOf(text, choices), readings: choices };
}

/** Minor units as the form shows them: 599 USD is "5.99", 800 JPY "800". */
export function writeMoney(minor: number | bigint | null, currency: string): string {
  if (minor === null) return "";
  const digits = minorDigits(currency);
  if (digits === 0) return String(minor);
  const padded = String(minor).padStart(digits + 1, "0");
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** An amount as the manner of its currency has it: 599 USD is "$5.99". */
export function moneyInWords(minor: number | bigint, currency: string): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  // Given as text, because a large amount divided by a hundred is no longer exact.
  return format.format(writeMoney(minor, currency) as Intl.StringNumericLiteral);
}

/**
 * The amount, what stands before and behind it, and whether a minus does: `US$5`, `USD 5`, `Fr. 5`, `5 €`, `5,- kr`,
 * `$5 USD`, `-5`, `-$5`, `$-5`.
 */
function partsOf(typed: string): { amount: string; names: string[]; below: boolean } | null {
  const match = PARTS.exec(typed.replace(/[，．＄￥￡]/g, (sign) => NARROW[sign] ?? sign));
  if (!match) return null;
  const [, all = "", amount = "", behind = ""] = match;
  const before = all.replace(MINUS, "");
  // Whether the point of "kr.50" ends the word or begins the decimals, nobody can say.
  if (/\p{L}$/u.test(before) && amount.startsWith(".")) return null;
  const names = [before, behind].map((name) => name.trim()).filter(Boolean);
  return { amount, names, below: before !== all };
}

/** A minus at either end of what stands before an amount, as keyboards and spreadsheets write it. */
const MINUS = /^\s*[-\u2212–－]|[-\u2212–－]\s*$/u;

const PARTS =
  /^((?:[^\d.,٫٬]|(?<=\p{L})\.(?=\s))*)([\d.,٫٬](?:[\d.,٫٬\s'’]*[\d.,٫٬])?)(?:[-–—]|:-)?(\D*)$/u;

/** Signs as wide as a Chinese character, and the same signs. */
const NARROW: Readonly<Record<string, string>> = {
  "，": ",",
  "．": ".",
  "＄": "$",
  "￥": "¥",
  "￡": "£",
};

function readingOf(read: { minor: number; currency: string }): Reading {
  return {
    text: writeMoney(read.minor, read.currency),
    words: moneyInWords(read.minor, read.currency),
    currency: read.currency,
  };
}

function tooFine(isTooFine: boolean | undefined, currency: string): string {
  if (!isTooFine) return EXAMPLE;
  const digits = minorDigits(currency);
  return digits === 0
    ? `${currency} has no decimals.`
    : `${currency} has ${digits} decimals at most.`;
}
