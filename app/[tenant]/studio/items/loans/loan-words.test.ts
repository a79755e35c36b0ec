import { expect, test } from "vitest";
import { lentInWords } from "./loan-words";

const today = "2026-11-30";
const next = (due: string | null) => ({ due });

test("what is out is told with the day on which the next is due", () => {
  expect(lentInWords({ out: 1, unknown: 0 }, next("2027-01-05"), today)).toBe(
    "1 copy is out; it is due 5 January 2027.",
  );
  expect(lentInWords({ out: 1_200, unknown: 0 }, next("2027-01-05"), today)).toBe(
    "1,200 copies are out; the next is due 5 January 2027.",
  );
  expect(lentInWords({ out: 2, unknown: 0 }, next("2026-11-27"), today)).toBe(
    "2 copies are out; the first is overdue by 3 days, since 27 November 2026.",
  );
  expect(lentInWords({ out: 2, unknown: 0 }, undefined, today)).toBe(
    "2 copies are out, with no day agreed.",
  );
});

test("copies that are lent to nobody who is noted are counted apart", () => {
  expect(lentInWords({ out: 3, unknown: 1 }, next("2027-01-05"), today)).toBe(
    "3 copies are out; the next is due 5 January 2027. Of 1 more nobody noted to whom it is lent.",
  );
  expect(lentInWords({ out: 0, unknown: 4 }, undefined, today)).toBe(
    "Of 4 copies nobody noted to whom they are lent.",
  );
});
