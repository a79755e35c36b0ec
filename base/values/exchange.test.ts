import { expect, test } from "vitest";
import { addedIn, ratesInto } from "./exchange";

const USD_EUR = { from: "USD", to: "EUR", day: "2026-11-01", rate: "0.92" };

test("a sum is told by the rate, either way, half a minor unit rounded up", () => {
  const inEuros = (minor: bigint) => addedIn("EUR", [{ currency: "USD", minor }], [USD_EUR]);
  expect(inEuros(100n)).toBe(92n);
  expect(inEuros(1n)).toBe(1n);
  // 0.46 and 0.5 of a cent.
  expect(addedIn("EUR", [{ currency: "USD", minor: 1n }], [{ ...USD_EUR, rate: "0.46" }])).toBe(0n);
  expect(addedIn("EUR", [{ currency: "USD", minor: 1n }], [{ ...USD_EUR, rate: "0.5" }])).toBe(1n);
  // 100 / 0.92 = 108.69…
  expect(addedIn("USD", [{ currency: "EUR", minor: 100n }], [USD_EUR])).toBe(109n);
});

test("currencies have the decimals that they have", () => {
  const yen = { from: "USD", to: "JPY", day: "2026-11-01", rate: "151.5" };
  expect(addedIn("JPY", [{ currency: "USD", minor: 1_000n }], [yen])).toBe(1_515n);
  expect(addedIn("USD", [{ currency: "JPY", minor: 1_515n }], [yen])).toBe(1_000n);
  const dinar = { from: "KWD", to: "USD", day: "2026-11-01", rate: "3.25" };
  expect(addedIn("USD", [{ currency: "KWD", minor: 1_000n }], [dinar])).toBe(325n);
});

test("nothing is lost of sums that a browser does not count exactly", () => {
  const sums = [
    { currency: "EUR", minor: 9_007_199_254_740_993n },
    { currency: "USD", minor: 100_000_000_000_000_001n },
  ];
  expect(addedIn("EUR", sums, [{ ...USD_EUR, rate: "2" }])).toBe(209_007_199_254_740_995n);
});

test("the newest rate counts, and without one for each currency there is no sum", () => {
  const older = { ...USD_EUR, day: "2025-01-01", rate: "0.5" };
  const back = { from: "EUR", to: "USD", day: "2026-11-02", rate: "1.25" };
  expect(ratesInto("EUR", ["USD", "EUR"], [older, USD_EUR])).toEqual([USD_EUR]);
  expect(ratesInto("EUR", ["USD"], [USD_EUR, older, back])).toEqual([back]);
  expect(addedIn("EUR", [{ currency: "USD", minor: 125n }], [older, back])).toBe(100n);
  expect(ratesInto("EUR", ["USD", "GBP"], [USD_EUR])).toBeNull();
  expect(ratesInto("EUR", ["EUR"], [])).toEqual([]);
});
