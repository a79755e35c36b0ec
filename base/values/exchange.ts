import { minorDigits } from "./currencies";

/** `1 from = rate to`, on a day. */
export interface Rate {
  readonly from: string;
  readonly to: string;
  /** Such as `2026-11-01`. */
  readonly day: string;
  /** A decimal above zero. */
  readonly rate: string;
}

/** Minor units of a currency. */
export interface Sum {
  readonly currency: string;
  readonly minor: bigint;
}

/** The rate between each of some currencies and one that they are to be told in; null where one has none. */
export function ratesInto(
  target: string,
  currencies: readonly string[],
  rates: readonly Rate[],
): readonly Rate[] | null {
  const found = currencies
    .filter((one) => one !== target)
    .map((one) => newestBetween(one, target, rates));
  const used = found.filter((rate) => rate !== undefined);
  return used.length === found.length ? used : null;
}

/** Sums told in one currency by rates that lead there; half a minor unit of each is rounded up. */
export function addedIn(target: string, sums: readonly Sum[], rates: readonly Rate[]): bigint {
  return sums.reduce((whole, sum) => whole + exchanged(sum, target, rates), 0n);
}

function exchanged({ currency, minor }: Sum, target: string, rates: readonly Rate[]): bigint {
  if (currency === target) return minor;
  const rate = newestBetween(currency, target, rates);
  if (!rate) throw new Error(`There is no rate from ${currency} to ${target}.`);
  const [whole = "", decimals = ""] = rate.rate.split(".");
  const times = BigInt(whole + decimals);
  const by = 10n ** BigInt(decimals.length);
  const [up, down] = rate.from === currency ? [times, by] : [by, times];
  return halfUp(minor * up * unitOf(target), down * unitOf(currency));
}

/** The newest rate between two currencies, whichever way it was entered; of one day the one that was entered this way. */
function newestBetween(from: string, to: string, rates: readonly Rate[]): Rate | undefined {
  const newest = (one: string, other: string) =>
    rates
      .filter((rate) => rate.from === one && rate.to === other)
      .reduce<Rate | undefined>(
        (best, rate) => (best && best.day >= rate.day ? best : rate),
        undefined,
      );
  const there = newest(from, to);
  const back = newest(to, from);
  return there && back ? (back.day > there.day ? back : there) : (there ?? back);
}

function unitOf(currency: string): bigint {
  return 10n ** BigInt(minorDigits(currency));
}

function halfUp(value: bigint, by: bigint): bigint {
  return (2n * value + by) / (2n * by);
}
