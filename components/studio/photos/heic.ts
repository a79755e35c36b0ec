/** The release of libheif-js that is served; part of the address, because browsers keep what is below it. */
export const HEIC_RELEASE = "1.23.2-2";

const WORKER = `/_static/heic-${HEIC_RELEASE}/worker.mjs`;

/** Whether a file is HEIC by its first bytes; its name and type are often missing. */
export async function isHeic(file: Blob): Promise<boolean> {
  const start = new TextDecoder("latin1").decode(await file.slice(0, 64).arrayBuffer());
  return start.slice(4, 8) === "ftyp" && /hei[cxms]|hev[cx]/.test(start.slice(8));
}

/**
 * Reads a HEIC photo with a decoder of our own, for browsers that have none.
 * @param side the longest side that the picture may have
 * @returns a JPEG, upright @throws Error when it can't be read
 */
export function readHeic(file: Blob, side: number, quality: number): Promise<Blob> {
  const worker = new Worker(WORKER, { type: "module" });
  return new Promise<Blob>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ photo?: Blob; problem?: string }>) =>
      data.photo ? resolve(data.photo) : reject(new Error(data.problem));
    worker.onerror = (event) => reject(new Error(event.message || "The decoder did not start."));
    worker.postMessage({ file, side, quality });
  }).finally(() => worker.terminate());
}
