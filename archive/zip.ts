import { createHash } from "node:crypto";
import { pipeline, Readable } from "node:stream";
import { ZipFile } from "yazl";
import { endingInChecksum, NO_CHECKSUM } from "./whole";

/** What was written under a path. */
export interface Written {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A zip that is being written, one entry after the other. */
export interface Zip {
  /**
   * Writes an entry as its content comes and resolves once it is read to its end.
   * @param packed false for what is compressed already
   */
  add(
    path: string,
    content: AsyncIterable<Uint8Array | string>,
    packed?: boolean,
  ): Promise<Written>;
}

/** The date of every entry, so that the same content makes the same bytes. Zip has no earlier date. */
const DAY = new Date(1980, 0, 1);

/**
 * A zip as a stream that `write` fills. Equal entries in an equal order make equal bytes; the whole ends in its
 * own checksum. If `write` throws, the stream fails with that error. If the reader stops, `add` throws.
 */
export function zipOf(write: (zip: Zip) => Promise<void>): Readable {
  const zip = new ZipFile();
  const out = endingInChecksum();
  const left = new Promise<never>((_, reject) => {
    out.once("close", () => reject(out.errored ?? new Error("Nobody reads this archive on.")));
  });
  left.catch(() => {});
  zip.on("error", (error: Error) => out.destroy(error));
  pipeline(zip.outputStream, out, () => {});
  const add: Zip["add"] = async (path, content, packed = true) => {
    const counted = counting(content);
    const source = Readable.from(counted.pieces, { objectMode: false });
    const ended = new Promise<void>((resolve, reject) => {
      source.once("end", resolve).once("error", reject);
    });
    zip.addReadStreamLazy(
      path,
      { mtime: DAY, mode: 0o100644, compress: packed, forceDosTimestamp: true },
      (give) => give(null, source),
    );
    try {
      await Promise.race([ended, left]);
    } finally {
      source.destroy();
    }
    return { path, ...counted.result() };
  };
  write({ add }).then(
    () => zip.end({ comment: NO_CHECKSUM, forceZip64Format: false }),
    (error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return out;
}

function counting(content: AsyncIterable<Uint8Array | string>): {
  pieces: AsyncIterable<Uint8Array>;
  result(): { bytes: number; sha256: string };
} {
  const hash = createHash("sha256");
  let bytes = 0;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for await (const some of content) {
      const piece = typeof some === "string" ? Buffer.from(some) : some;
      if (piece.length === 0) continue;
      bytes += piece.length;
      hash.update(piece);
      yield piece;
    }
  }
  return { pieces: pieces(), result: () => ({ bytes, sha256: hash.digest("hex") }) };
}
