import sharp from "sharp";
import { expect, test } from "vitest";
import { favicon, tagIcon, touchIcon } from "./icon";

const tag = Buffer.from(tagIcon({ accent: "#c8102e", onAccent: "#ffffff" }));

test("a favicon is an ICO with one PNG of 32 pixels", async () => {
  const ico = await favicon(tag);
  // Reserved, an icon, one picture; then its measures. ICO as Microsoft describes it.
  expect([...ico.subarray(0, 8)]).toEqual([0, 0, 1, 0, 1, 0, 32, 32]);
  const [length, at] = [ico.readUInt32LE(14), ico.readUInt32LE(18)];
  expect(at + length).toBe(ico.length);
  expect(await sharp(ico.subarray(at)).metadata()).toMatchObject({
    ...{ format: "png", width: 32, height: 32, hasAlpha: true },
  });
});

test("a touch icon has no hole, and a wide logo lies whole in its middle", async () => {
  const logo = await sharp({
    create: { width: 600, height: 100, channels: 4, background: { r: 0, g: 90, b: 0, alpha: 1 } },
  })
    .webp()
    .toBuffer();
  const png = await touchIcon(logo, "#fff0c0");
  expect(await sharp(png).metadata()).toMatchObject({ width: 180, height: 180, hasAlpha: false });
  const { data } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [...data.subarray((y * 180 + x) * 3, (y * 180 + x) * 3 + 3)];
  expect(at(2, 2)).toEqual([255, 240, 192]);
  expect(at(90, 40)).toEqual([255, 240, 192]);
  expect(at(40, 90)[1]).toBeLessThan(110);
  expect(at(140, 90)[1]).toBeLessThan(110);
});
