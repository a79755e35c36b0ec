/** The amounts that a text of digits and marks may be, in minor units. */
export interface Amounts {
  readonly minors: readonly bigint[];
  /** Whether it would be an amount if the currency had more decimals. */
  readonly tooFine: boolean;
}

/**
 * Every way to read digits with marks as an amount: each mark either groups thousands or parts the decimals, and
 * only one mark can do the latter. Zeros beyond the currency's decimals say nothing and are passed over, so `0.500`
 * is 50 cents; a group never begins with zero, so it is nothing else.
 * @param digits how many decimals the currency has
 */
export function amountsIn(text: string, digits: number): Amounts {
  const typed = text.replace(/\s*['’\s]\s*/g, " ");
  // What the form itself writes of a currency with three decimals is no group of thousands.
  if (digits > 2 && new RegExp(`^\\d+\\.\\d{${digits}}$`).test(typed))
    return { minors: [BigInt(typed.replace(".", ""))], tooFine: false };
  const minors = new Set<bigint>();
  let tooFine = false;
  const whole = wholeOf(typed, "");
  if (whole !== null) minors.add(BigInt(whole + "0".repeat(digits)));
  const parted = /^(.*)([.,٫])(\d*)$/u.exec(typed);
  if (parted) {
    const [, before = "", mark = "", after = ""] = parted;
    const units = before === "" && after !== "" ? "0" : wholeOf(before, mark);
    const decimals = fitted(after, digits);
    if (units !== null && decimals !== null) minors.add(BigInt(units + decimals));
    else if (units !== null) tooFine = true;
  }
  return { minors: [...minors], tooFine };
}

/** The decimals, filled up; null where the currency has fewer. */
function fitted(decimals: string, digits: number): string | null {
  // A currency without decimals is written with none or two, never with three.
  if (digits === 0) return /^0{0,2}$/.test(decimals) ? "" : null;
  const said = decimals.slice(digits);
  return /^0*$/.test(said) ? decimals.slice(0, digits).padEnd(digits, "0") : null;
}

/** Whole units as digits alone, grouped by one mark or none; null where it is no such number. */
function wholeOf(text: string, decimalMark: string): string | null {
  if (/^\d+$/.test(text)) return text;
  const mark = /[^\d]/u.exec(text)?.[0];
  if (!mark || mark === decimalMark || mark === "٫") return null;
  const groups = text.split(mark);
  const [first = "", ...others] = groups;
  if (!/^[1-9]\d{0,2}$/.test(first)) return null;
  const thousands = others.every((group) => /^\d{3}$/.test(group));
  // 12,34,567 as India groups: by two, and the last by three.
  const lakhs =
    first.length < 3 &&
    others.length > 1 &&
    others.every((group, at) => (at === others.length - 1 ? /^\d{3}$/ : /^\d{2}$/).test(group));
  return thousands || lakhs ? groups.join("") : null;
}
