/**
 * Colour arithmetic: sRGB hex, WCAG 2.x luminance and contrast, OKLab and OKLCh.
 * Sources: WCAG 2.2 definition of relative luminance; Björn Ottosson, "A perceptual color space
 * for image processing" (2020), for the OKLab matrices.
 */

/** A colour as `#rrggbb` in lower case. */
export type Hex = `#${string}`;

/** Lightness 0..1, then the two opponent axes, about -0.4..0.4. */
export type OkLab = readonly [lightness: number, a: number, b: number];

type Rgb = readonly [red: number, green: number, blue: number];

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

/** The OKLab coordinates of a colour. */
function toOkLab(hex: Hex): OkLab {
  const [red, green, blue] = linearRgb(hex);
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  ];
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

function linearRgb(hex: Hex): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [linear((value >> 16) & 255), linear((value >> 8) & 255), linear(value & 255)];
}

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function fromOkLab([lightness, a, b]: OkLab): Rgb {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
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
