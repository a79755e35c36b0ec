// Reads a HEIC photo in a browser that can't, and answers with a JPEG of it. `scripts/static-files.ts` serves it beside
// the unchanged decoder (LGPL-3.0), which it imports from there. It is fetched only when somebody chooses such a photo. A worker of its own, because
// reading takes seconds, and because what it held is freed with it.
import libheif from "libheif-js/libheif-wasm/libheif-bundle.mjs";

self.onmessage = async ({ data: { file, side, quality } }) => {
  try {
    const decoder = new (libheif().HeifDecoder)();
    const [image] = decoder.decode(new Uint8Array(await file.arrayBuffer()));
    if (!image) throw new Error("There is no picture in this file.");
    const pixels = await pixelsOf(image);
    const scale = Math.min(1, side / Math.max(pixels.width, pixels.height));
    const canvas = new OffscreenCanvas(
      Math.round(pixels.width * scale),
      Math.round(pixels.height * scale),
    );
    const bitmap = await createImageBitmap(pixels);
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    self.postMessage({ photo: await canvas.convertToBlob({ type: "image/jpeg", quality }) });
  } catch (error) {
    self.postMessage({ problem: String(error) });
  }
};

/** The picture upright and in RGBA, as the file says it is to be shown. */
function pixelsOf(image) {
  const pixels = new ImageData(image.get_width(), image.get_height());
  return new Promise((resolve, reject) => {
    image.display(pixels, (shown) =>
      shown ? resolve(pixels) : reject(new Error("The picture can't be decoded.")),
    );
  });
}
