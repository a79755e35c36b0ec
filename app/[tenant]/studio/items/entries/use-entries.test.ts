import { expect, test } from "vitest";
import { askedFor } from "./use-entries";

test.for([
  [" Pinchers ", "Pinchers"],
  ["pinch\u0000ers", "pinch ers"],
  ["\u202ePinchers", "Pinchers"],
  ["x".repeat(10_000), "x".repeat(200)],
  ["🧸".repeat(300), "🧸".repeat(200)],
  ["\ud800", ""],
  ["", ""],
] as const)("of %j the catalogue is asked for %j", ([typed, asked]) => {
  expect(askedFor(typed)).toBe(asked);
  expect(() => encodeURIComponent(askedFor(typed))).not.toThrow();
});
