import { expect, test } from "vitest";
import { tooLong } from "@/base/values/too-long";

test("a text that fits is not too long, and one that does not is told by how much", () => {
  expect(tooLong("", 3)).toBeUndefined();
  expect(tooLong("abc", 3)).toBeUndefined();
  expect(tooLong("abcd", 3)).toBe("This is 1 letter too long; up to 3 fit.");
  expect(tooLong("x".repeat(4_500), 2_000)).toBe(
    "This is 2,500 letters too long; up to 2,000 fit.",
  );
});
