import fc from "fast-check";
import { expect, test } from "vitest";
import { CURRENCIES, MOST_MINOR, readMoney, writeMoney } from "./money";

test.each([
  ["5.99", "USD", 599],
  ["5,99", "EUR", 599],
  ["$5.99", "USD", 599],
  ["5", "USD", 500],
  ["5.5", "USD", 550],
  ["1,234.50", "USD", 123450],
  ["1.234,50", "EUR", 123450],
  ["1,234", "USD", 123400],
  ["5.999", "USD", 599900],
  ["800", "JPY", 800],
  ["¥1,200", "JPY", 1200],
  ["1.234", "KWD", 1234],
  ["0", "USD", 0],
  ["", "USD", null],
])("%j in %s is %j minor units", (typed, currency, minor) => {
  expect(readMoney(typed, currency)).toEqual({ ok: true, minor });
});

test.each([
  ["5.1234", "USD", "decimals"],
  ["8.5", "JPY", "no decimals"],
  ["-5", "USD", "amount"],
  ["five", "USD", "amount"],
  ["1,2,3", "USD", "amount"],
  ["99999999999", "USD", "more than"],
])("%j in %s is refused with what to do", (typed, currency, word) => {
  expect(readMoney(typed, currency)).toMatchObject({
    ok: false,
    problem: expect.stringContaining(word),
  });
});

test("an amount that is written and read again is the same, in every offered currency", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: MOST_MINOR }),
      fc.constantFrom(...CURRENCIES, "KWD"),
      (minor, currency) => {
        expect(readMoney(writeMoney(minor, currency), currency)).toEqual({ ok: true, minor });
      },
    ),
  );
});
