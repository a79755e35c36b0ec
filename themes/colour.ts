import { fromOkLab, linearRgb, type Rgb, toOkLab } from "./ok-lab";

/**
 * Colour arithmetic: sRGB hex, WCAG 2.x luminance and contrast, OKLab and OKLCh.
 * Sources: WCAG 2.2 definition of relative luminance; Björn Ottosson, "A perceptual color space
 * for image processing" (2020), for the OKLab matrices.
 */

/** A colour as `#rrggbb` in lower case. */
export type Hex = `#${string}`;

/** WCAG 2.x contrast ratio of two colours, 1..21, whatever their order. */
export function contrastRatio(one: Hex, other: Hex): number {
  const a = luminance(one);
  const b = luminance(other);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** WCAG 2.x relative luminance, 0 (black) to 1 (white). */
function luminance(hex: Hex): number {
  const [red, green, blue] = linearRgb(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Euclidean distance in OKLab: 0 for the same colour, 1 from black to white. */
export function colourDistance(one: Hex, other: Hex): number {
  const [l1, a1, b1] = toOkLab(one);
  const [l2, a2, b2] = toOkLab(other);
  return Math.hypot(l1 - l2, a1 - a2, b1 - b2);
}

/**
 * The same hue at another lightness (0..1). Chroma is kept as far as sRGB can show it there, so the
 * ends are exactly black and white.
 */
export function withLightness(hex: Hex, lightness: number): Hex {
  if (lightness <= 0) return "#000000";
  if (lightness >= 1) return "#ffffff";
  const [, a, b] = toOkLab(hex);
  let low = 0;
  let high = 1;
  if (isShowable(fromOkLab([lightness, a, b]))) return toHex(fromOkLab([lightness, a, b]));
  for (let step = 0; step < 18; step++) {
    const middle = (low + high) / 2;
    if (isShowable(fromOkLab([lightness, a * middle, b * middle]))) low = middle;
    else high = middle;
  }
  return toHex(fromOkLab([lightness, a * low, b * low]));
}

function isShowable(rgb: Rgb): boolean {
  return rgb.every((channel) => channel >= -0.0005 && channel <= 1.0005);
}

function toHex(rgb: Rgb): Hex {
  const digits = rgb.map((channel) => {
    const clamped = Math.min(1, Math.max(0, channel));
    const value = clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * clamped ** (1 / 2.4) - 0.055;
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${digits.join("")}`;
}
