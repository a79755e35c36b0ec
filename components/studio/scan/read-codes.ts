/** Reads the codes that a camera shows now, as their texts. */
export type ReadCodes = (video: HTMLVideoElement) => Promise<readonly string[]>;

/** What browsers call the codes that are looked for: those of labels, and those of goods on tags. */
const FORMATS = ["qr_code", "ean_13", "upc_a"] as const;

/** As browsers that read codes have it; TypeScript knows nothing of it. */
interface Detector {
  detect(source: CanvasImageSource): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { readonly formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** A reader of codes: the browser's own where it reads all of them, else one of ours, which is fetched only then. */
export async function codeReader(): Promise<ReadCodes> {
  const found = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const supported = (await found?.getSupportedFormats().catch(() => [])) ?? [];
  if (!found || !FORMATS.every((format) => supported.includes(format))) return readerOfOurs();
  const detector = new found({ formats: FORMATS });
  return async (video) => (await detector.detect(video)).map(({ rawValue }) => rawValue);
}

/** How wide a picture is when it is read, in pixels: wide enough for a label's code across a third of it. */
const WIDE = 800;

async function readerOfOurs(): Promise<ReadCodes> {
  const { readGrey } = await import("./read-grey");
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, WIDE / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    if (!context || canvas.width === 0) return [];
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    const grey = new Uint8ClampedArray(width * height);
    for (let at = 0; at < grey.length; at++)
      grey[at] = ((data[at * 4] ?? 0) + 2 * (data[at * 4 + 1] ?? 0) + (data[at * 4 + 2] ?? 0)) / 4;
    return readGrey(grey, width, height);
  };
}
