import { isHeic, readHeic } from "./heic";

/** A site shows no photo larger than 2000 pixels; twice as much leaves room for a better screen. */
const LONGEST_SIDE = 4096;
/** Of the JPEG or WebP that is sent in place of a photo. */
const QUALITY = 0.92;

let turn: Promise<unknown> = Promise.resolve();

/**
 * Makes a chosen photo one that the server takes: HEIC becomes JPEG, and what is larger than a site will ever show
 * is made smaller, so that a slow connection carries little. One at a time, because a photo of a phone takes 200 MB
 * of memory while it is open. What can't be opened here goes as it is; the server says what is wrong with it.
 */
export function preparePhoto(file: File): Promise<Blob> {
  const prepared = turn.then(() => prepare(file));
  turn = prepared.catch(() => undefined);
  return prepared;
}

async function prepare(file: File): Promise<Blob> {
  const heic = await isHeic(file);
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return heic ? readHeic(file, LONGEST_SIDE, QUALITY).catch(() => file) : file;
  try {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    if (scale === 1 && !heic) return file;
    return (await drawn(bitmap, scale, file.type)) ?? file;
  } finally {
    bitmap.close();
  }
}

/** The picture at a scale; what may be transparent stays so. */
function drawn(bitmap: ImageBitmap, scale: number, type: string): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const context = canvas.getContext("2d");
  if (!context) return Promise.resolve(null);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const kept = ["image/png", "image/webp", "image/avif"].includes(type)
    ? "image/webp"
    : "image/jpeg";
  return new Promise((resolve) => canvas.toBlob(resolve, kept, QUALITY));
}
