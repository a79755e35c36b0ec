import fc from "fast-check";
import { expect, test } from "vitest";
import { readLink } from "./link";
import { readNumber, writeNumber } from "./number";

test.each([
  ["", ""],
  ["12", "12"],
  [" 012.50 cm ", "12.5"],
  ["-3", "-3"],
  ["\u22123,5", "-3.5"],
  ["1,200.5", "1200.5"],
  ["1,200,000", "1200000"],
  ["-0", "0"],
  ["1.1250", "1.125"],
  ["0.125", "0.125"],
  ["0,125", "0.125"],
  ["1234.125", "1234.125"],
  ["٣", "3"],
])("%j is the number %s", (typed, value) => {
  expect(readNumber(typed, "cm")).toEqual({ ok: true, value });
});

test.each([
  ["1,200", "1200", "1.2"],
  ["1.200", "1200", "1.2"],
  ["1.000 cm", "1000", "1"],
  ["-12.345", "-12345", "-12.3450"],
  ["1,125", "1125", "1.1250"],
])("%j could be %s or %s: both are named, and either is read", (typed, one, other) => {
  const read = readNumber(typed, "cm");
  expect(read).toEqual({ ok: false, problem: `Write ${one} or ${other}.` });
  for (const written of [one, other])
    expect(readNumber(written, "cm")).toMatchObject({ ok: true, value: String(Number(written)) });
});

test("whatever the form writes of a number is read back without a question", () => {
  const digits = fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n });
  fc.assert(
    fc.property(digits, fc.integer({ min: 0, max: 6 }), (minor, decimals) => {
      const value = String(Number(minor) / 10 ** decimals);
      fc.pre(!value.includes("e"));
      expect(readNumber(writeNumber(value), "")).toEqual({ ok: true, value });
    }),
    {
      examples: [
        [1125n, 3],
        [-1125n, 3],
        [125n, 3],
        [1200n, 3],
      ],
    },
  );
});

test.each(["twelve", "12 kg", "1.2.3", "1e5", "9999999999999999", "--1", "."])(
  "%j is no number, or could be two, and the answer says what to write",
  (typed) => {
    expect(readNumber(typed, "cm")).toMatchObject({ ok: false, problem: expect.any(String) });
  },
);

test.each([
  ["", ""],
  ["example.org/a b", "https://example.org/a%20b"],
  ["HTTP://Example.org", "http://example.org/"],
  ["https://пример.рф/", "https://xn--e1afmkfd.xn--p1ai/"],
])("%j is the link %s", (typed, value) => {
  expect(readLink(typed, 200)).toEqual({ ok: true, value });
});

test.each([
  "javascript:alert(1)",
  "data:text/html,x",
  "https://user:secret@example.org",
  "localhost",
  "mailto:a@example.org",
  `https://example.org/${"a".repeat(300)}`,
])("%j is no link for a page", (typed) => {
  expect(readLink(typed, 200).ok).toBe(false);
});
