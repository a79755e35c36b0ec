import fc from "fast-check";
import { expect, test } from "vitest";
import { plainDigits } from "./digits";

/** Where the digits of some scripts begin in Unicode. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x1040, 0xff10, 0x1d7ce, 0x1d7d8];

test("a number is the same in the digits of any script", () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(...ZEROS), (number, zero) => {
      const written = [...String(number)].map((one) => String.fromCodePoint(zero + Number(one)));
      expect(plainDigits(written.join(""))).toBe(String(number));
    }),
  );
});

test("what is no digit stays", () => {
  expect(plainDigits("½ ² Ⅷ 五 c.")).toBe("½ ² Ⅷ 五 c.");
});
