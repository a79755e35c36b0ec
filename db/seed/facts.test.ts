import { expect, it } from "vitest";
import { factOf, KINDS } from "./collection";

it("no kind is retired before it was introduced, as far as the dates can say", () => {
  for (const { introduced, retired } of KINDS.map(factOf)) {
    const known = Math.min(introduced.length, retired.length);
    expect(introduced.slice(0, known) <= retired.slice(0, known)).toBe(true);
  }
});

it("a doubtful day is left out instead of guessed", () => {
  expect(factOf("humphrey")).toMatchObject({ birthday: "1994-05-19", retired: "1995-06-15" });
  expect(factOf("flash")).toMatchObject({ introduced: "1994-01-08", retired: "1997-05" });
  expect(factOf("chocolate")).toMatchObject({ retired: "1998-12" });
  expect(factOf("princess")).toMatchObject({ birthday: "", introduced: "1997-10-29" });
});

it("a style number is no key", () => {
  expect(factOf("bronty").styleNumber).toBe(factOf("lefty").styleNumber);
  expect(factOf("peanut").styleNumber).toBe(factOf("peanut-royal-blue").styleNumber);
});

it("tag generations are spelt out from their range", () => {
  expect(factOf("ears").swingTags).toEqual(["3", "4", "5"]);
  expect(factOf("bronty").swingTags).toEqual(["3"]);
  expect(factOf("spot").swingTags).toEqual([]);
});
