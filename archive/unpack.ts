import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import type { Entry, ZipFile } from "yauzl";
import { ArchiveProblem, damaged } from "./problem";

/** An entry's content: never more bytes than the manifest says, and compared with the checksum at its end. */
export async function* checked(
  zip: ZipFile,
  entry: Entry | undefined,
  said: { path: string; bytes: number; sha256: string },
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  if (!entry) throw new ArchiveProblem(`"${said.path}" is missing from this archive.`);
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of unpack(zip, entry)) {
    signal?.throwIfAborted();
    bytes += piece.length;
    if (bytes > said.bytes) throw damaged(`"${said.path}"`);
    hash.update(piece);
    yield piece;
  }
  if (bytes !== said.bytes || hash.digest("hex") !== said.sha256) throw damaged(`"${said.path}"`);
}

async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const stream: Readable = await zip.openReadStreamPromise(entry).catch(unreadable);
  try {
    for await (const piece of stream) yield piece;
  } catch {
    throw damaged(`"${entry.fileName}"`);
  } finally {
    stream.destroy();
  }
}

/** The whole content of an entry; for small ones. */
export async function readAll(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const piece of unpack(zip, entry)) parts.push(piece);
  return Buffer.concat(parts);
}

/** In hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Says in words for people why a zip can’t be read. @throws ArchiveProblem always */
export function unreadable(error: unknown): never {
  if (error instanceof ArchiveProblem) throw error;
  const said = error instanceof Error ? error.message : "";
  if (/path|characters/i.test(said))
    throw new ArchiveProblem("An entry of this archive leads to a place outside of it.");
  throw new ArchiveProblem("This zip can't be read. Use another copy of it.");
}
