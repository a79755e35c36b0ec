import { Refusal } from "@/base/refusal";

export type PhotoFormat = "jpeg" | "png" | "webp" | "avif" | "heic";

/** The formats that work on every installation, in words for a person. */
export const FORMATS_ACCEPTED = "JPEG, PNG, WebP or AVIF";

/**
 * Recognises an upload by its first bytes, because its name and type header prove nothing. The decoder gets
 * accepted formats only, so that no loader of SVG, PDF or other formats sees an upload.
 *
 * @throws Refusal 415 that names the formats that work.
 */
export function recognisePhoto(bytes: Buffer): PhotoFormat {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "jpeg";
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") return "webp";
  const heif = heifFormat(bytes);
  if (heif) return heif;
  throw new Refusal(`${whatItIs(bytes)} Upload a photo as ${FORMATS_ACCEPTED}.`, { status: 415 });
}

function startsWith(bytes: Buffer, signature: number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}

function ascii(bytes: Buffer, from: number, to: number): string {
  return bytes.toString("latin1", from, to);
}

const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx"];

// The first box lists the brands: a generic "mif1" file is AVIF or HEIC by the brands after it.
function heifFormat(bytes: Buffer): "avif" | "heic" | null {
  if (bytes.length < 16 || ascii(bytes, 4, 8) !== "ftyp") return null;
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, 256);
  const brands: string[] = [ascii(bytes, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(ascii(bytes, at, at + 4));
  if (brands.includes("avif") || brands.includes("avis")) return "avif";
  return brands.some((brand) => HEIC_BRANDS.includes(brand)) ? "heic" : null;
}

function whatItIs(bytes: Buffer): string {
  if (bytes.length === 0) return "This file is empty.";
  const start = ascii(bytes, 0, 1024);
  if (start.startsWith("GIF8")) return "A GIF holds too few colours for a photo.";
  if (start.startsWith("%PDF")) return "This is a PDF.";
  if (/<svg|<\?xml/i.test(start)) return "This is a drawing (SVG) and can carry scripts.";
  return "This file is not a photo that can be read here.";
}
