import fc from "fast-check";
import { expect, test } from "vitest";
import { addTags, readTags } from "./tags";

test("tags are parted by commas, trimmed, and kept once whatever their case", () => {
  expect(readTags(" error,  first   edition ,Error,,\n UK only; ")).toEqual([
    "error",
    "first edition",
    "UK only",
  ]);
});

test("adding a tag that is there changes nothing", () => {
  expect(addTags(["error"], "ERROR, rare")).toEqual(["error", "rare"]);
});

test("reading what was read changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const once = readTags(text);
      expect(readTags(once.join(", "))).toEqual(once);
    }),
  );
});
