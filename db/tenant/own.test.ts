import { describe, expect, test } from "vitest";
import { comparableOf } from "./own";

describe("what a text is compared by", () => {
  test.for([
    ["a letter of two halves where comparing ends", `${"a".repeat(199)}🧸`, "a".repeat(199)],
    ["a short text with capitals and accents", "  Élan   vital ", "elan vital"],
  ])("of %s is whole letters", ([, text = "", folded]) => {
    expect(comparableOf("long text", text).folded).toBe(folded);
  });

  test("fits an index also where each letter folds into eighteen", () => {
    const { folded } = comparableOf("long text", "\ufdfa".repeat(200));
    expect(Buffer.byteLength(folded)).toBeLessThan(1000);
  });
});
