import sharp, { type SharpOptions } from "sharp";
import { Refusal } from "@/base/refusal";
import { fairQueue } from "@/server/photos/queue";
import { FORMATS_ACCEPTED, type PhotoFormat, recognisePhoto } from "@/server/photos/recognise";

/**
 * Upper bound of one upload, in bytes (25 MB). Check it before the body is read, too. Browsers make larger photos
 * smaller before they send them.
 */
export const MAX_PHOTO_BYTES = 25_000_000;
/** Upper bound of the decoded picture, in pixels: what phones and cameras call 50 or 60 megapixels passes. */
const MAX_PHOTO_PIXELS = 60_000_000;

export type PhotoSizeName = keyof typeof SIZES;

/** How many quarter turns clockwise. */
export type Quarters = 0 | 1 | 2 | 3;

/** One encoded size: WebP bytes without any metadata, and its real measures in pixels. */
export interface PhotoSize {
  bytes: Buffer;
  type: "image/webp";
  width: number;
  height: number;
}

/** A photo made anew from the pixels of an upload; nothing else of the upload is left in it. */
export interface NormalizedPhoto {
  /** Longest side at most 2000 px. */
  full: PhotoSize;
  /** Longest side at most 640 px. */
  shelf: PhotoSize;
  /** Longest side at most 240 px. */
  thumb: PhotoSize;
  /** The most frequent colour, to 16 steps a channel, on white where the photo is transparent: `#rrggbb`. */
  colour: string;
  /** What the upload was, decided by its content. */
  format: PhotoFormat;
}

const SIZES = {
  full: { side: 2000, quality: 82 },
  shelf: { side: 640, quality: 80 },
  thumb: { side: 240, quality: 76 },
} as const;

/** From so many pixels on a picture counts as large in the queue. Phones' and most cameras' have fewer. */
const LARGE = 25_000_000;

const MAX_DECODED_BYTES = MAX_PHOTO_PIXELS * 4;
const DECODE_SECONDS = 20;

// One thread for each picture and two pictures at once, so that ten uploads do not hold ten decoded photographs
// in memory. Of the two, one is always for another site, and for a picture that is not large. The cache is off, because it would hold uploads after their request.
sharp.concurrency(1);
sharp.cache(false);
const inTurn = fairQueue({ running: 2, waiting: 24 });

/**
 * Turns an uploaded file into the three sizes a site shows: upright, sRGB, WebP, without EXIF, GPS,
 * XMP, IPTC, profiles or trailing bytes. Of an animation the first frame is kept, of a HEIF
 * collection the primary picture. A photo smaller than a size is not enlarged.
 *
 * @param site whose photo it is; sites take turns
 * @param quarters how far it is turned, after it was set upright
 * @throws Refusal 413 (too many bytes or pixels), 415 (not an accepted format), 422 (damaged, or too
 * costly to decode), 503 with retryAfter (too many photos are waiting already).
 */
export async function normalizePhoto(
  bytes: Buffer,
  site: string,
  quarters: Quarters = 0,
): Promise<NormalizedPhoto> {
  if (bytes.length > MAX_PHOTO_BYTES) {
    throw new Refusal("This photo is larger than 25 MB. Save a smaller copy and upload that.", {
      status: 413,
    });
  }
  const format = recognisePhoto(bytes);
  const { page, large } = await measure(bytes, format);
  return inTurn({ site, large }, async () => {
    const pixels = await decode(bytes, format, page, quarters);
    const [full, shelf, thumb, colour] = [
      await encode(pixels, "full"),
      await encode(pixels, "shelf"),
      await encode(pixels, "thumb"),
      await dominantColour(pixels),
    ];
    return { full, shelf, thumb, colour, format };
  });
}

interface Pixels {
  data: Buffer;
  raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
}

const LIMITS = {
  limitInputPixels: MAX_PHOTO_PIXELS,
  limitInputChannels: 5,
  failOn: "error",
} as const satisfies SharpOptions;

/** Which page to decode and whether that is long work. Reads the header only, so it needs no turn. */
async function measure(
  bytes: Buffer,
  format: PhotoFormat,
): Promise<{ page: number; large: boolean }> {
  try {
    const found = await sharp(bytes, LIMITS).metadata();
    const decoderFormat = found.format === "heif" ? "avif-or-heic" : found.format;
    const expected = format === "avif" || format === "heic" ? "avif-or-heic" : format;
    if (decoderFormat !== expected) throw new Error("the decoder sees another format");
    const bytesPerSample = found.depth === "uchar" ? 1 : 2;
    const pixels = found.width * found.height;
    if (pixels * found.channels * bytesPerSample > MAX_DECODED_BYTES) throw tooManyPixels();
    return { page: found.pagePrimary ?? 0, large: pixels >= LARGE };
  } catch (error) {
    throw decodingRefusal(error, format);
  }
}

async function decode(
  bytes: Buffer,
  format: PhotoFormat,
  page: number,
  quarters: Quarters,
): Promise<Pixels> {
  try {
    const { data, info } = await sharp(bytes, { ...LIMITS, pages: 1, page })
      .autoOrient()
      .rotate(quarters * 90)
      .resize({ width: SIZES.full.side, height: SIZES.full.side, fit: "inside", ...NO_ENLARGING })
      .toColourspace("srgb")
      .timeout({ seconds: DECODE_SECONDS })
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    return { data, raw: { width: info.width, height: info.height, channels: info.channels } };
  } catch (error) {
    throw decodingRefusal(error, format);
  }
}

const NO_ENLARGING = { withoutEnlargement: true } as const;

function decodingRefusal(error: unknown, format: PhotoFormat): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error;
  if (/memory|allocat/i.test(error.message)) return error;
  if (/pixel limit|too large|exceeds/i.test(error.message)) return tooManyPixels();
  if (/timeout/i.test(error.message)) {
    return new Refusal("This photo takes too long to read. Save it again as JPEG and upload that.");
  }
  if (format === "heic") {
    return new Refusal(
      `This HEIC photo can't be read here. Export it as ${FORMATS_ACCEPTED} and upload that.`,
      { status: 415 },
    );
  }
  return new Refusal("This photo is damaged or incomplete. Open it, save it again and retry.");
}

function tooManyPixels(): Refusal {
  return new Refusal("This photo has more than 60 megapixels. Save a smaller copy and upload it.", {
    status: 413,
  });
}

async function encode(pixels: Pixels, name: PhotoSizeName): Promise<PhotoSize> {
  const { side, quality } = SIZES[name];
  const { data, info } = await sharp(pixels.data, { raw: pixels.raw })
    .resize({ width: side, height: side, fit: "inside", ...NO_ENLARGING })
    // Chroma is stored at half the size; without `smartSubsample` the reds of a plush bleed at the edges.
    .webp({ quality, alphaQuality: 90, smartSubsample: true, effort: 4 })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, type: "image/webp", width: info.width, height: info.height };
}

async function dominantColour(pixels: Pixels): Promise<string> {
  const { data, info } = await sharp(pixels.data, { raw: pixels.raw })
    .resize({ width: 96, height: 96, fit: "inside", ...NO_ENLARGING })
    .flatten({ background: "#ffffff" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const { dominant } = await sharp(data, { raw: { width, height, channels } }).stats();
  const hex = (part: number) => part.toString(16).padStart(2, "0");
  return `#${hex(dominant.r)}${hex(dominant.g)}${hex(dominant.b)}`;
}
