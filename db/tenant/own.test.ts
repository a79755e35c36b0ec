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

test.each(["1995-02-31", "1995-13", "1995-00", "1995-99-99", "0000s", "0000-01-01", "////"])(
  "%s, which is no day, is compared as none",
  (partial) => expect(comparableOf("date", partial)).toMatchObject({ since: null, until: null }),
);

test("a month begins on its first day and ends on its last", () => {
  const february = comparableOf("date", "1996-02");
  expect(february).toMatchObject({ since: "1996-02-01", until: "1996-02-29" });
});
