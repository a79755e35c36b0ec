import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateInWords, yearOf } from "./dates";
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
    ["3-Jun-1995", "1995-06-03"],
    ["3/jun/1995", "1995-06-03"],
    ["Jun-1995", "1995-06"],
    ["c. 1997", "1997~"],
    ["c1997", "1997~"],
    ["ca. June 1997", "1997-06~"],
    ["about 3 June 1995", "1995-06-03~"],
    ["~1997", "1997~"],
    ["1997?", "1997~"],
    ["1997-1998", "1997/1998"],
    ["1997 – 1998", "1997/1998"],
    ["1997 to 1998", "1997/1998"],
    ["1997-98", "1997/1998"],
    ["1997/98", "1997/1998"],
    ["c. 1997–1998", "1997/1998~"],
    ["1997/1997", "1997"],
    ["Jun 1995 - Feb 1996", "1995-06/1996-02"],
    ["June–August 1995", "1995-06/1995-08"],
    ["3 June – 10 June 1995", "1995-06-03/1995-06-10"],
    ["3-10 June 1995", "1995-06-03/1995-06-10"],
    ["1995-06-03 - 1995-06-10", "1995-06-03/1995-06-10"],
    ["1990s", "1990s"],
    ["the 1990's", "1990s"],
    ["199x", "1990s"],
    ["circa 1990s", "1990s~"],
    ["1980s-1990s", "1980s/1990s"],
    ["2011-12", "2011-12"],
    ["١٩٩٧", "1997"],
    ["３ June １９９５", "1995-06-03"],
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
  "90s",
  "1995s",
  "1998-1997",
  "c. 19 May",
  "19 May / 20 May",
  "c.",
  "-",
])("%j is no date, and the person is told what to write", (typed) => {
  const read = readPartialDate(typed);
  expect(read.ok).toBe(false);
  if (!read.ok) expect(read.problem).toMatch(/\.$/);
});

test.each([
  ["6/3/1995", ["6 March 1995", "3 June 1995"]],
  ["2011/12", ["December 2011", "2011–2012"]],
  ["c. 2011/12", ["c. December 2011", "c. 2011–2012"]],
])("%j is not guessed: both readings are shown, and each can be chosen", (typed, words) => {
  const read = readPartialDate(typed);
  if (read.ok) throw new Error("It was guessed.");
  expect([...(read.readings ?? [])].map((one) => one.words).sort()).toEqual([...words].sort());
  for (const reading of read.readings ?? []) {
    expect(readPartialDate(reading.text)).toEqual({ ok: true, value: reading.text });
    expect(dateInWords(reading.text)).toBe(reading.words);
  }
});

const year = fc.integer({ min: 1000, max: 9999 }).map(String);
const month = fc.integer({ min: 1, max: 12 }).map((value) => String(value).padStart(2, "0"));
const day = fc.integer({ min: 1, max: 28 }).map((value) => String(value).padStart(2, "0"));
const dated = fc.oneof(
  year,
  year.map((digits) => `${digits.slice(0, 3)}0s`),
  fc.tuple(year, month).map((parts) => parts.join("-")),
  fc.tuple(year, month, day).map((parts) => parts.join("-")),
);
const range = fc
  .uniqueArray(dated, { minLength: 2, maxLength: 2 })
  .map((ends) => ends.sort().join("/"));
const withYear = fc.oneof(dated, range);
const partial = fc.oneof(
  withYear,
  withYear.map((value) => `${value}~`),
  fc.tuple(month, day).map((parts) => `--${parts.join("-")}`),
);

test("what is read survives being written in words and read again", () => {
  fc.assert(
    fc.property(partial, (value) => {
      expect(readPartialDate(value)).toEqual({ ok: true, value });
      expect(readPartialDate(dateInWords(value))).toEqual({ ok: true, value });
    }),
    { numRuns: 1000 },
  );
});

test("partial dates stand as text in the order in which they begin", () => {
  const inOrder = "1989-12-31 1990 1990-01 1990-01-05 1990/1992 1990s 1990~ 1991".split(" ");
  expect([...inOrder].reverse().sort()).toEqual(inOrder);
  expect(inOrder.map(yearOf)).toEqual(["1989", ...Array(6).fill("1990"), "1991"]);
});

const STORABLE = /^(|\d{4}(s|-\d{2}(-\d{2})?)?(\/\d{4}(s|-\d{2}(-\d{2})?)?)?~?|--\d{2}-\d{2})$/;

test("whatever is typed is answered with a storable date or a sentence", () => {
  const marks = fc.string({ unit: fc.constantFrom(..."0123456789-/. ~?sc–'٣", "jun", " to ") });
  fc.assert(
    fc.property(
      fc.oneof(
        marks,
        fc.string({ unit: "grapheme", maxLength: 60 }),
        fc.string({ unit: "binary" }),
      ),
      (typed) => {
        const read = readPartialDate(typed);
        if (!read.ok) expect(read.problem.length).toBeGreaterThan(10);
        else {
          expect(read.value).toMatch(STORABLE);
          expect(readPartialDate(read.value)).toEqual(read);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test("what is no date is told by its beginning, however long it is", () => {
  const read = readPartialDate("q".repeat(10_000));
  expect(read.ok ? "" : read.problem.length).toBeLessThan(300);
});
