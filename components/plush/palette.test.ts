import { expect, test } from "vitest";
import { luminance } from "./colour";
import { namesColour, tonesOf } from "./palette";

const words = [
  "Royal blue",
  "Light Blue",
  "Tan",
  "Mixed",
  "Tie-dye",
  "Fuchsia/magenta",
  "Black and white",
  "",
  "squant",
  "#12ab9f",
];

test.each(words)("%s gives three tones from dark to light", (word) => {
  const { base, shade, light } = tonesOf(word);
  for (const tone of [base, shade, light]) expect(tone).toMatch(/^#[0-9a-f]{6}$/);
  expect(luminance(shade)).toBeLessThan(luminance(base));
  expect(luminance(light)).toBeGreaterThan(luminance(base));
});

test("light, royal and plain blue are three blues", () => {
  const [light = 0, plain = 0, royal = 0] = ["Light blue", "Blue", "Royal blue"].map((word) =>
    luminance(tonesOf(word).base),
  );
  expect(light).toBeGreaterThan(plain);
  expect(plain).toBeGreaterThan(royal);
});

test("a modifier nobody listed still lightens or darkens", () => {
  expect(luminance(tonesOf("pale teal").base)).toBeGreaterThan(luminance(tonesOf("teal").base));
  expect(luminance(tonesOf("dark tan").base)).toBeLessThan(luminance(tonesOf("tan").base));
});

test("two colours give a second one, one colour does not", () => {
  expect(tonesOf("Black and white")).toMatchObject({
    base: tonesOf("black").base,
    second: tonesOf("white").base,
  });
  expect(tonesOf("Black/Brown").second).toBe(tonesOf("brown").base);
  expect(tonesOf("Tan").second).toBeUndefined();
});

test("dyed and mixed cloth has several colours", () => {
  for (const word of ["Tie-dye", "ty-dye", "Rainbow", "Mixed", "multicolour"])
    expect(tonesOf(word).dye?.length).toBe(4);
  expect(tonesOf("red").dye).toBeUndefined();
});

test("an unknown word always gives the same colour and is known to be none", () => {
  expect(tonesOf("squant")).toEqual(tonesOf("Squant "));
  expect(namesColour("squant")).toBe(false);
  expect(namesColour("Light Blue")).toBe(true);
});
