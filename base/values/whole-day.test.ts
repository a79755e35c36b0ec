import { expect, test } from "vitest";
import { DAY_HINT, readWholeDay } from "./whole-day";

test.each([
  ["3 June 2026", "2026-06-03"],
  ["June 3, 2026", "2026-06-03"],
  ["2026-06-03", "2026-06-03"],
  ["3.6.2026", "2026-06-03"],
  [" ", ""],
])("%j is the day %j", (typed, value) => {
  expect(readWholeDay(typed)).toEqual({ ok: true, value });
});

test.each(["2026", "June 2026", "1990s", "c. 3 June 2026", "1997–1998", "19 May", "0000-01-01"])(
  "%j is less than a day or none, and what is to be written is one",
  (typed) => {
    expect(readWholeDay(typed)).toEqual({
      ok: false,
      problem: "Write the whole day, such as 1 November 2026 or 2026-11-01.",
    });
  },
);

test.each(["yesterday", "31 June 2026"])(
  "%j is told apart with days as examples alone",
  (typed) => {
    const read = readWholeDay(typed);
    if (read.ok) throw new Error("It is no day.");
    expect(read.problem).toMatch(/Write 1 November 2026 or 2026-11-01\.$/);
    expect(DAY_HINT).not.toMatch(/1990s|1997/);
  },
);

test("a day that can be read in two ways is asked for", () => {
  const read = readWholeDay("6/3/2026");
  if (read.ok) throw new Error("It was guessed.");
  expect(read.readings?.map(({ text }) => text)).toEqual(["2026-03-06", "2026-06-03"]);
});
