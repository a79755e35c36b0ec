import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { defaultSkin } from "@/themes/presets";
import { PRESET_IDS } from "@/themes/skin";
import { CARD, cardOfMany, cardOfOne, type Shown } from "./card";

const drawing: Shown = {
  kind: "drawing",
  svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400"><circle cx="200" cy="200" r="150" fill="#4169e1"/></svg>',
};

const RED = { r: 200, g: 0, b: 0 };
const photograph: Shown = {
  kind: "photograph",
  bytes: await sharp({ create: { width: 300, height: 900, channels: 3, background: RED } })
    .webp()
    .toBuffer(),
};

const one = (title: string, shown: Shown = drawing) => ({
  ...{ site: "ArtMatt", address: "artmatt.beanie.ty", title, lines: [], shown },
});

/** The colour of a card at a place. */
async function colourAt(jpeg: Buffer, left: number, top: number) {
  const { data } = await sharp(jpeg)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

/** How many pixels of the right half are as dark as ink. */
async function inked(jpeg: Buffer): Promise<number> {
  const { data } = await sharp(jpeg)
    .extract({ left: 600, top: 100, width: 600, height: 400 })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data.filter((value) => value < 90).length;
}

describe("the picture that a link is shown with", () => {
  test.each(PRESET_IDS)("is a JPEG of a card's measures in the skin %s", async (preset) => {
    const skin = defaultSkin(preset);
    const shown = Array.from({ length: 7 }, () => drawing);
    const many = { title: "ArtMatt", address: "artmatt.beanie.ty", lines: ["Bears"], shown };
    for (const jpeg of [await cardOfOne(skin, one("Peanut")), await cardOfMany(skin, many)])
      expect(await sharp(jpeg).metadata()).toMatchObject({ format: "jpeg", ...CARD });
  });

  test("shows a photograph in the whole of its place, whatever its shape", async () => {
    const jpeg = await cardOfOne(defaultSkin("vitrine"), one("Peanut", photograph));
    for (const [x, y] of [
      [8, 8],
      [550, 620],
    ] as const) {
      const [r = 0, g = 255, b = 255] = await colourAt(jpeg, x, y);
      expect([r > 180, g < 30, b < 30]).toEqual([true, true, true]);
    }
  });

  test.each([
    ["Latin", "Peanut"],
    ["Thai", "หมีสีน้ำตาล"],
    ["Arabic", "الدب البني"],
    ["Hebrew", "דובי חום"],
    ["Devanagari", "भूरा भालू"],
    ["Japanese", "くまのぬいぐるみ"],
    ["Chinese", "玩具熊这个"],
    ["Korean", "곰인형"],
    ["Cyrillic", "Медведь"],
  ])("writes a name in %s", async (_, title) => {
    const skin = defaultSkin("vitrine");
    const without = await inked(await cardOfOne(skin, one("🐻")));
    expect(await inked(await cardOfOne(skin, one(title)))).toBeGreaterThan(without + 500);
  });

  test("is made of whatever somebody has typed, and of no items", async () => {
    const text = fc.oneof(fc.string({ unit: "grapheme", maxLength: 300 }), fc.constant("<g>&'\""));
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(...PRESET_IDS), async (title, preset) => {
        const skin = defaultSkin(preset);
        const jpeg = await cardOfMany(skin, { ...one(title), lines: [title], shown: [] });
        expect(await sharp(jpeg).metadata()).toMatchObject(CARD);
      }),
      { numRuns: 15 },
    );
  });
});
