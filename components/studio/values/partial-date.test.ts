import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateInWords } from "@/components/dates";
import { readPartialDate } from "./partial-date";

describe("a date is read as people write it", () => {
  test.each([
    ["1995-06-03", "1995-06-03"],
    ["1995-06", "1995-06"],
    ["1995", "1995"],
    ["--05-19", "--05-19"],
    ["", ""],
    ["  ", ""],
    ["3 June 1995", "1995-06-03"],
    ["June 3, 1995", "1995-06-03"],
    ["june 3rd 1995", "1995-06-03"],
    ["1 of May 1998", "1998-05-01"],
    ["Jun 1995", "1995-06"],
    ["Sept 1995", "1995-09"],
    ["19 May", "--05-19"],
    ["May 19", "--05-19"],
    ["29 February", "--02-29"],
    ["3.6.1995", "1995-06-03"],
    ["19.5.", "--05-19"],
    ["6/1995", "1995-06"],
    ["1995/6/3", "1995-06-03"],
    ["25/12/1995", "1995-12-25"],
    ["12/25/1995", "1995-12-25"],
    ["5/5/1995", "1995-05-05"],
  ])("%j is %j", (typed, value) => {
    expect(readPartialDate(typed)).toEqual({ ok: true, value });
  });
});

test.each([
  "6/3/1995",
  "May",
  "95",
  "Jun 95",
  "1995-13",
  "30 February",
  "29 Feb 1995",
  "soon",
  "1995-06-31",
  "3 June 1995 4",
])("%j is no date, and the person is told what to write", (typed) => {
  const read = readPartialDate(typed);
  expect(read.ok).toBe(false);
  if (!read.ok) expect(read.problem).toMatch(/\.$/);
});

test("what is read survives being written in words and read again", () => {
  const year = fc.integer({ min: 1000, max: 9999 }).map(String);
  const month = fc.integer({ min: 1, max: 12 }).map((value) => String(value).padStart(2, "0"));
  const day = fc.integer({ min: 1, max: 28 }).map((value) => String(value).padStart(2, "0"));
  const partial = fc.oneof(
    year,
    fc.tuple(year, month).map((parts) => parts.join("-")),
    fc.tuple(year, month, day).map((parts) => parts.join("-")),
    fc.tuple(month, day).map((parts) => `--${parts.join("-")}`),
  );
  fc.assert(
    fc.property(partial, (value) => {
      expect(readPartialDate(value)).toEqual({ ok: true, value });
      expect(readPartialDate(dateInWords(value))).toEqual({ ok: true, value });
    }),
  );
});

test("whatever is typed is answered with a storable date or a sentence", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (typed) => {
      const read = readPartialDate(typed);
      if (read.ok) expect(read.value).toMatch(/^(|\d{4}(-\d{2}(-\d{2})?)?|--\d{2}-\d{2})$/);
      else expect(read.problem.length).toBeGreaterThan(10);
    }),
  );
});
