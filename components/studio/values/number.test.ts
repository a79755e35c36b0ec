import { expect, test } from "vitest";
import { readLink } from "./link";
import { readNumber } from "./number";

test.each([
  ["", ""],
  ["12", "12"],
  [" 012.50 cm ", "12.5"],
  ["-3", "-3"],
  ["\u22123,5", "-3.5"],
  ["1,200.5", "1200.5"],
  ["1,200,000", "1200000"],
  ["-0", "0"],
  ["٣", "3"],
])("%j is the number %s", (typed, value) => {
  expect(readNumber(typed, "cm")).toEqual({ ok: true, value });
});

test.each(["1,200", "twelve", "12 kg", "1.2.3", "1e5", "9999999999999999", "--1", "."])(
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
