import fc from "fast-check";
import { expect, test } from "vitest";
import { CURRENCIES } from "./currencies";
import { MOST_MINOR, moneyInWords, readMoney, writeMoney } from "./money";

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
  [".50", "USD", 50],
  [",50", "EUR", 50],
  ["0.500", "USD", 50],
  ["0,500", "EUR", 50],
  ["5.", "USD", 500],
  ["5,-", "EUR", 500],
  ["1,200.00", "USD", 120000],
  ["1.200,00", "EUR", 120000],
  ["1 200", "SEK", 120000],
  ["1'200.50", "CHF", 120050],
  ["12,34,567.50", "INR", 123456750],
  ["1,200.000", "USD", 120000],
  ["1.000", "JPY", 1000],
  ["800.00", "JPY", 800],
  ["1,200.500", "KWD", 1200500],
  ["٥٫٩٩", "EGP", 599],
  ["١٬٢٠٠", "USD", 120000],
  ["५.५०", "INR", 550],
  ["１，２００．５０", "USD", 120050],
])("%j in %s is %j minor units", (typed, currency, minor) => {
  expect(readMoney(typed, currency)).toEqual({ ok: true, minor, currency });
});

test.each([
  ["5 USD", "EUR", 500, "USD"],
  ["usd 5", "EUR", 500, "USD"],
  ["US$5", "EUR", 500, "USD"],
  ["US$ .50", "EUR", 50, "USD"],
  ["$5", "CAD", 500, "CAD"],
  ["$5 CAD", "USD", 500, "CAD"],
  ["NZ$5.50", "USD", 550, "NZD"],
  ["50 kr", "SEK", 5000, "SEK"],
  ["50 kr.", "DKK", 5000, "DKK"],
  ["50:- kr", "NOK", 5000, "NOK"],
  ["5,50€", "USD", 550, "EUR"],
  ["£5", "USD", 500, "GBP"],
  ["Fr. 5.50", "USD", 550, "CHF"],
  ["12 euros", "USD", 1200, "EUR"],
  ["￥1,200", "JPY", 1200, "JPY"],
])("%j in a field of %s is %j of %s", (typed, own, minor, currency) => {
  expect(readMoney(typed, own)).toEqual({ ok: true, minor, currency });
});

test.each([
  ["1.200", "USD", ["$1,200.00", "$1.20"]],
  ["1,200", "EUR", ["€1,200.00", "€1.20"]],
  ["1,234", "KWD", ["KWD 1,234.000", "KWD 1.234"]],
  ["50 kr", "USD", ["SEK 50.00", "NOK 50.00", "DKK 50.00", "ISK 50"]],
  ["¥1,200", "USD", ["¥1,200", "CN¥1,200.00", "CN¥1.20"]],
])(
  "%j in %s is not guessed: all readings are shown, and each can be chosen",
  (typed, own, words) => {
    const read = readMoney(typed, own);
    if (read.ok) throw new Error("It was guessed.");
    expect(read.readings?.map((one) => one.words.replace("\u00a0", " "))).toEqual(words);
    for (const reading of read.readings ?? []) {
      expect(read.problem).toContain(reading.words);
      const chosen = readMoney(reading.text, reading.currency);
      if (!chosen.ok || chosen.minor === null) throw new Error("A reading is no amount.");
      expect(moneyInWords(chosen.minor, chosen.currency)).toBe(reading.words);
    }
  },
);

test.each([
  ["5.1234", "USD", "decimals"],
  ["8.5", "JPY", "no decimals"],
  ["-5", "USD", "can't be below zero"],
  ["−5,00", "EUR", "can't be below zero"],
  ["-1.200", "EUR", "can't be below zero"],
  ["-$5", "USD", "can't be below zero"],
  ["€ -5", "USD", "can't be below zero"],
  ["- 5 kr", "SEK", "can't be below zero"],
  ["-5 ABC", "USD", "no currency"],
  ["-", "USD", "amount"],
  ["five", "USD", "amount"],
  ["1,2,3", "USD", "amount"],
  ["99999999999999999999", "USD", "more than"],
  ["0.505", "USD", "decimals"],
  ["0,500.00", "USD", "amount"],
  ["1 2 3", "USD", "amount"],
  ["5 ABC", "USD", "no currency"],
  ["€5 USD", "USD", "no currency"],
  ["kr.50", "SEK", "amount"],
  ["1/2", "USD", "amount"],
  ["5²", "USD", "amount"],
])("%j in %s is refused with what to do", (typed, currency, word) => {
  expect(readMoney(typed, currency)).toMatchObject({
    ok: false,
    problem: expect.stringContaining(word),
  });
});

const minors = fc.oneof(
  fc.integer({ min: 0, max: 2_000_000 }),
  fc.integer({ min: 0, max: MOST_MINOR }),
);
const currencies = fc.constantFrom(...CURRENCIES, "KWD", "ISK", "INR", "BHD", "MXN");

test("an amount that is written, as text or in words, is read back the same", () => {
  fc.assert(
    fc.property(minors, currencies, (minor, currency) => {
      const same = { ok: true, minor, currency };
      expect(readMoney(writeMoney(minor, currency), currency)).toEqual(same);
      expect(readMoney(`${writeMoney(minor, currency)} ${currency}`, "USD")).toEqual(same);
      const spoken = readMoney(moneyInWords(minor, currency), currency);
      // What the words group by a comma may be decimals of three digits elsewhere; then it is among the readings.
      if (spoken.ok) expect(spoken).toEqual(same);
      else expect(spoken.readings?.map(({ text }) => text)).toContain(writeMoney(minor, currency));
    }),
  );
});

test("an amount behind a minus is never taken without it, and the minus is what is said to be wrong", () => {
  const minus = fc.constantFrom("-", "−", "–", "－");
  fc.assert(
    fc.property(minors, currencies, minus, fc.boolean(), (minor, currency, sign, spaced) => {
      const typed = `${sign}${spaced ? " " : ""}${writeMoney(minor, currency)}`;
      for (const text of [typed, `${typed} ${currency}`, `${currency} ${typed}`])
        expect(readMoney(text, currency)).toEqual({
          ok: false,
          problem: "An amount can't be below zero. Write it without the minus.",
        });
    }),
  );
});

test("whatever is typed is answered with an amount that is kept, or a sentence", () => {
  const marks = fc.string({ unit: fc.constantFrom(..."0123456789.,٫٬ '$€kr-٣٥") });
  fc.assert(
    fc.property(fc.oneof(marks, fc.string({ unit: "binary" })), currencies, (typed, own) => {
      const read = readMoney(typed, own);
      if (!read.ok) expect(read.problem).toMatch(/\.$/);
      else if (read.minor !== null) {
        expect(read.minor).toBeGreaterThanOrEqual(0);
        expect(read.minor).toBeLessThanOrEqual(MOST_MINOR);
      } else expect(typed.trim()).toBe("");
    }),
    { numRuns: 500 },
  );
});
