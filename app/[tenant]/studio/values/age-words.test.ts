import { expect, test } from "vitest";
import { ageInWords } from "./age-words";

test.each([
  ["2026-11-30", "today"],
  ["2026-12-01", "today"],
  ["2026-11-29", "yesterday"],
  ["2026-11-01", "29 days ago"],
  ["2026-10-30", "a month ago"],
  ["2026-01-31", "9 months ago"],
  ["2025-11-30", "a year ago"],
  ["2024-06-03", "2 years ago"],
])("a rate of %s is, on 30 November 2026, of %j", (day, words) => {
  expect(ageInWords(day, "2026-11-30")).toBe(words);
});
