import { expect, test } from "vitest";
import { PRESET_IDS } from "@/themes/skin";
import { sampleShelf } from "./sample-shelf";
import { findSample, SAMPLES } from "./samples";

test.each(PRESET_IDS)("the shelf of %s shows twelve animals, none of them twice", (preset) => {
  const slugs = sampleShelf(preset).map((item) => item.slug);
  expect(slugs).toHaveLength(12);
  expect(new Set(slugs).size).toBe(12);
});

test("no two skins begin with the same animal", () => {
  const firsts = PRESET_IDS.map((preset) => sampleShelf(preset)[0]?.slug);
  expect(new Set(firsts).size).toBe(PRESET_IDS.length);
});

test("every sample is found by its slug and a stranger is not", () => {
  for (const each of SAMPLES) expect(findSample(each.slug)).toBe(each);
  expect(findSample("constructor")).toBeNull();
});
