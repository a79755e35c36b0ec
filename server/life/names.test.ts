import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSiteName, RESERVED_NAMES } from "@/base/host";
import { candidatesFor, nameProblem } from "./names";

describe("a site's name", () => {
  test.each(["abc", "artmatt", "art-matt", "a1b", "4062", "a".repeat(40)])(
    "%s is allowed",
    (name) => {
      expect(nameProblem(name)).toBeNull();
    },
  );

  test.each([
    ["", /3 characters/],
    ["ab", /3 characters/],
    ["a".repeat(41), /40 characters/],
    ["Art", /letters/],
    ["art matt", /letters/],
    ["bär", /letters/],
    ["-art", /hyphen/],
    ["art-", /hyphen/],
    ["art--matt", /hyphens/],
    ["xn--bcher-kva", /hyphens/],
    ["www", /kept for the platform/],
    ["operator", /kept for the platform/],
  ])("%s is refused with what to do", (name, sentence) => {
    expect(nameProblem(name)).toMatch(sentence);
  });

  test("is allowed exactly where its host would be found", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9-]{1,45}$/)), (name) => {
        expect(nameProblem(name) === null).toBe(isSiteName(name) && !RESERVED_NAMES.has(name));
      }),
      { numRuns: 3000 },
    );
  });

  test("every suggestion is itself allowed and is not what was typed", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (typed) => {
        for (const name of candidatesFor(typed.toLowerCase())) {
          expect(nameProblem(name)).toBeNull();
          expect(name).not.toBe(typed);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
