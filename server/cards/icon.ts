import sharp from "sharp";
import type { Palette } from "@/themes/skin";

/** The site's tag in its own accent, as SVG, readable at 16 pixels. */
export function tagIcon({ accent, onAccent }: Pick<Palette, "accent" | "onAccent">): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M16 2 28 10v18a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V10Z" fill="${accent}"/><circle cx="16" cy="11" r="3" fill="${onAccent}"/></svg>`;
}

/** Of a touch icon, in pixels; phones make it smaller and round its corners. */
const TOUCH = 180;
const INSET = 26;

/**
 * What a phone puts on its home screen: a picture on a ground, because what is transparent turns black there.
 * @param picture a logo's bytes, or an icon as SVG
 * @returns a PNG, 180 pixels square
 */
export async function touchIcon(picture: Buffer, background: string): Promise<Buffer> {
  const side = TOUCH - 2 * INSET;
  const inner = await sharp(picture, { density: 400 })
    .resize(side, side, { fit: "contain", background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .png()
    .toBuffer();
  return sharp({ create: { width: TOUCH, height: TOUCH, channels: 3, background } })
    .composite([{ input: inner }])
    .removeAlpha()
    .png()
    .toBuffer();
}

/**
 * What old programs ask for: an ICO that holds one PNG of 32 pixels, as every program since Windows Vista reads it.
 * @param picture as for a touch icon
 */
export async function favicon(picture: Buffer): Promise<Buffer> {
  const side = 32;
  const png = await sharp(picture, { density: 200 })
    .resize(side, side, { fit: "contain", background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .png()
    .toBuffer();
  const head = Buffer.alloc(22);
  // The directory: an icon, one picture in it, of these measures and 32 bits a pixel, and where it lies.
  for (const [at, value] of [
    [2, 1],
    [4, 1],
    [6, side + side * 256],
    [10, 1],
    [12, 32],
  ] as const)
    head.writeUInt16LE(value, at);
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, png]);
}
