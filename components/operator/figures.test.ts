import { expect, test } from "vitest";
import { sizeInWords } from "./figures";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [8_437_000, "8.4 MB"],
  [84_370_000, "84 MB"],
  [2_000_000_000_000, "2.0 TB"],
])("%i bytes are %s", (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words);
});
