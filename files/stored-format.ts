import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { z } from "zod";
import { asBody } from "./body";
import type { ByteRange } from "./tenant-files";

// A file on disk is one line of JSON, padded to a fixed length, and then the content.
const HEADER_BYTES = 256;

const HeaderSchema = z.object({
  type: z.string(),
  size: z.int().nonnegative(),
  etag: z.string().regex(/^[0-9a-f]{64}$/),
});

export type StoredHeader = z.infer<typeof HeaderSchema>;

/** Writes header and content to a new, empty file. */
export async function writeStored(
  file: FileHandle,
  bytes: Uint8Array,
  type: string,
  etag: string,
): Promise<void> {
  await file.writeFile(Buffer.concat([lineOf({ type, size: bytes.length, etag }), bytes]));
}

/** Writes the content as it comes and the header last. Until then the file must not be at its final path. */
export async function writePieces(
  file: FileHandle,
  content: AsyncIterable<Uint8Array>,
  type: string,
): Promise<StoredHeader> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const piece of content) {
    hash.update(piece);
    await writeAt(file, piece, HEADER_BYTES + size);
    size += piece.length;
  }
  const header: StoredHeader = { type, size, etag: hash.digest("hex") };
  await writeAt(file, lineOf(header), 0);
  return header;
}

async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

function lineOf(header: StoredHeader): Buffer {
  return Buffer.from(`${JSON.stringify(header).padEnd(HEADER_BYTES - 1)}\n`);
}

/** The header of the file at a path; null where there is no plain file. */
export async function readHeader(path: string): Promise<StoredHeader | null> {
  const file = await openPlain(path);
  if (!file) return null;
  try {
    return await headerOf(file);
  } finally {
    await file.close();
  }
}

/** The content, when the file at the path is still the one the header was read from. */
export async function readStored(path: string, expected: StoredHeader): Promise<Buffer> {
  const file = await openSame(path, expected);
  try {
    const content = Buffer.alloc(expected.size);
    let filled = 0;
    while (filled < content.length) {
      const from = HEADER_BYTES + filled;
      const { bytesRead } = await file.read(content, filled, content.length - filled, from);
      if (bytesRead === 0) throw new Error("A stored file is shorter than its header says.");
      filled += bytesRead;
    }
    return content;
  } finally {
    await file.close();
  }
}

/** The content in pieces of at most 64 KiB; the file is opened by the first read. */
export function streamStored(
  path: string,
  expected: StoredHeader,
  range?: ByteRange,
): ReadableStream<Uint8Array> {
  return asBody(piecesStored(path, expected, range));
}

/** As `streamStored`, to be read with `for await`. */
export async function* piecesStored(
  path: string,
  expected: StoredHeader,
  { start, end }: ByteRange = { start: 0, end: expected.size - 1 },
): AsyncGenerator<Uint8Array, void> {
  const file = await openSame(path, expected);
  try {
    const after = Math.min(end + 1, expected.size);
    for (let at = start; at < after; ) {
      const piece = Buffer.alloc(Math.min(65_536, after - at));
      const { bytesRead } = await file.read(piece, 0, piece.length, HEADER_BYTES + at);
      if (bytesRead === 0) throw new Error("A stored file is shorter than its header says.");
      at += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function openSame(path: string, expected: StoredHeader): Promise<FileHandle> {
  const file = await openPlain(path);
  if (!file) throw new Error("A stored file was deleted while it was being read.");
  try {
    const found = await headerOf(file);
    if (found.etag === expected.etag && found.type === expected.type) return file;
    throw new Error("A stored file was replaced while it was being read.");
  } catch (error) {
    await file.close();
    throw error;
  }
}

// O_NONBLOCK, because a pipe in the file's place would block the reader.
async function openPlain(path: string): Promise<FileHandle | null> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ENOENT" || code === "ELOOP" || code === "ENOTDIR") return null;
    throw error;
  });
  if (!file || (await file.stat()).isFile()) return file;
  await file.close();
  return null;
}

async function headerOf(file: FileHandle): Promise<StoredHeader> {
  const header = Buffer.alloc(HEADER_BYTES);
  await file.read(header, 0, HEADER_BYTES, 0);
  return HeaderSchema.parse(JSON.parse(header.toString("utf8")));
}
