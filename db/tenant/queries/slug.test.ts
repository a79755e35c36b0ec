import fc from "fast-check";
import { expect, test } from "vitest";
import { slugIn, slugOf } from "./slug";

test.each([
  ["Peanut", "peanut"],
  ["  Élan  d’Or!  ", "elan-d-or"],
  ["1997 Teddy (cranberry)", "1997-teddy-cranberry"],
  ["---", "item"],
  ["🐻🐻", "item"],
  ["../../etc", "etc"],
  ["медведь", "медведь"],
  ["Йогурт", "йогурт"],
  ["ぬいぐるみ ガオー", "ぬいぐるみ-ガオー"],
  ["ตุ๊กตาหมี", "ตุ๊กตาหมี"],
  ["भालू", "भालू"],
  ["دُبّ صغير", "دُبّ-صغير"],
  ["Łoś Bjørn Straße Kılıç Ærø", "los-bjorn-strasse-kilic-aero"],
  ["İstanbul", "istanbul"],
])("the address of %j is %j", (name, slug) => {
  expect(slugOf(name)).toBe(slug.normalize("NFC"));
});

test("an address is at most 80 letters and does not end in a hyphen", () => {
  expect(slugOf(`${"a".repeat(79)} b`)).toBe("a".repeat(79));
  expect(slugOf("b".repeat(120))).toHaveLength(80);
  expect([...slugOf("𠮷".repeat(120))]).toHaveLength(80);
});

test("no letter or digit of a short name is dropped, and an address is its own", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (name) => {
      const slug = slugOf(name);
      // A few signs count as letters and are but a mark on nothing, such as ͺ.
      const letters = (text: string) =>
        [...text.matchAll(/[\p{L}\p{N}]/gu)].filter(
          ([one]) => !/^ \p{M}+$/u.test(one.normalize("NFKD")),
        ).length;
      if (letters(name) > 0) expect(letters(slug)).toBeGreaterThanOrEqual(letters(name));
      expect(slugOf(slug)).toBe(slug);
      expect(slug).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*$/u);
      expect(slugIn(encodeURIComponent(slug))).toBe(slug);
      expect(slugIn(slug.normalize("NFD"))).toBe(slug);
    }),
  );
});

test("a segment that decodes to nothing is taken as it is", () => {
  expect(slugIn("%E3%81")).toBe("%E3%81");
});
