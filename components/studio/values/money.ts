/** An amount as typed, read into minor units of its currency, or what is wrong with it. */
export type ReadMoney =
  | { readonly ok: true; readonly minor: number | null }
  | { readonly ok: false; readonly problem: string };

/** The currencies offered first; a copy may carry any other ISO 4217 code. */
export const CURRENCIES = ["USD", "EUR", "GBP", "CAD", "AUD", "JPY", "CHF", "SEK", "NZD"] as const;

/** The largest amount the database holds, in minor units. */
export const MOST_MINOR = 2_147_483_647;

/**
 * Reads a price in major units. A comma or a point before one or two last digits parts the minor units;
 * elsewhere it groups thousands. Digits only: no arithmetic on fractions, so nothing is lost.
 * @param currency ISO 4217; decides how many decimals there are (JPY 0, USD 2, KWD 3)
 * @returns whole minor units; null for nothing
 */
export function readMoney(text: string, currency: string): ReadMoney {
  const typed = text.replace(/[\s\u00a0'’]/g, "").replace(/^[$€£¥]|[$€£¥]$/g, "");
  if (typed === "") return { ok: true, minor: null };
  const digits = minorDigits(currency);
  const match = /^(\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+|\d+)(?:([.,])(\d+))?$/.exec(typed);
  if (!match) return { ok: false, problem: "Write an amount such as 5.99." };
  const [, whole = "", mark, decimals = ""] = match;
  const grouping = /[.,]/.exec(whole)?.[0];
  if (grouping && grouping === mark) return { ok: false, problem: "Write an amount such as 5.99." };
  // "1.234" of a currency with two decimals is a thousand and more; of one with three it is not.
  if (grouping && !mark && digits === 3 && /^\d{1,3}[.,]\d{3}$/.test(whole))
    return within(whole.replace(/[.,]/, ""));
  if (decimals.length > digits)
    return {
      ok: false,
      problem:
        digits === 0
          ? `${currency} has no decimals.`
          : `${currency} has ${digits} decimals at most.`,
    };
  return within(whole.replace(/[.,]/g, "") + decimals.padEnd(digits, "0"));
}

/** Minor units as the form shows them: 599 USD is "5.99", 800 JPY "800". */
export function writeMoney(minor: number | null, currency: string): string {
  if (minor === null) return "";
  const digits = minorDigits(currency);
  if (digits === 0) return String(minor);
  const padded = String(minor).padStart(digits + 1, "0");
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** An amount as the manner of its currency has it: 599 USD is "$5.99". */
export function moneyInWords(minor: number, currency: string): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.format(minor / 10 ** minorDigits(currency));
}

/** How many decimals a currency has (ISO 4217, by way of Intl); 2 for what is no currency. */
function minorDigits(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) return 2;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

function within(digits: string): ReadMoney {
  const minor = Number(digits);
  return minor <= MOST_MINOR
    ? { ok: true, minor }
    : { ok: false, problem: "This is more than the collection can hold." };
}
