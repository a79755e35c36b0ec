import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import {
  type ArchivedFile,
  type ArchivedTable,
  CHECKSUMS_PATH,
  entriesOf,
  MANIFEST_PATH,
  type Manifest,
  parseManifest,
} from "./manifest";
import { ArchiveProblem, damaged } from "./problem";
import { judgeFile, judgeRow } from "./rows";
import { proveWhole } from "./whole";

/** An archive that was found whole and consistent; each part is compared again with its checksum as it is read. */
export interface Archive {
  readonly manifest: Manifest;
  /** Batches of rows as JSON texts, in the order of their ids; each was judged. */
  lines(table: ArchivedTable): AsyncIterable<string[]>;
  file(file: ArchivedFile): Promise<Buffer>;
  /** Reads everything once, so that what follows finds nothing damaged. */
  prove(progress?: (done: number, total: number) => Promise<void>): Promise<void>;
  close(): void;
}

/** Bounds of what is held in memory, in bytes. */
const MOST_MANIFEST = 128_000_000;
const MOST_FILE = 64_000_000;
const MOST_LINE = 16_000_000;

/** How many rows are handed on together. */
const BATCH = 500;

/** No site shrinks further than this: what claims to is made to fill a disk. */
const MOST_SHRUNK = 200;

/**
 * Opens an archive and looks at all of it that can be seen without unpacking rows and files: the checksum of
 * the whole, the format, that exactly what the manifest names is there, and the sizes. Close it.
 * @throws ArchiveProblem with the reason
 */
export async function openArchive(path: string, signal?: AbortSignal): Promise<Archive> {
  await proveWhole(path, signal);
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(unreadable);
  try {
    const entries = await listEntries(zip);
    const manifest = await readManifest(zip, entries);
    compare(manifest, entries, (await stat(path)).size);
    return archiveIn(zip, entries, manifest, signal);
  } catch (error) {
    zip.close();
    throw error;
  }
}

type Entries = ReadonlyMap<string, Entry>;

async function listEntries(zip: ZipFile): Promise<Entries> {
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.has(entry.fileName))
        throw new ArchiveProblem(`"${entry.fileName}" is in this archive twice.`);
      if (entry.isEncrypted() || !entry.canDecodeFileData())
        throw new ArchiveProblem(`"${entry.fileName}" is encrypted or packed in an unknown way.`);
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    unreadable(error);
  }
  return entries;
}

async function readManifest(zip: ZipFile, entries: Entries): Promise<Manifest> {
  const [manifest, sums] = [entries.get(MANIFEST_PATH), entries.get(CHECKSUMS_PATH)];
  if (!manifest || !sums) throw new ArchiveProblem("This is no archive of a Swingtag site.");
  if (Math.max(manifest.uncompressedSize, sums.uncompressedSize) > MOST_MANIFEST)
    throw new ArchiveProblem("The manifest of this archive is too large to be one.");
  const bytes = await readAll(zip, manifest);
  const parsed = parseManifest(bytes.toString("utf8"));
  const said = [...entriesOf(parsed), { path: MANIFEST_PATH, sha256: sha256(bytes) }];
  const expected = said.map((entry) => `${entry.sha256}  ${entry.path}\n`).join("");
  if ((await readAll(zip, sums)).toString("utf8") !== expected)
    throw damaged("The manifest of this archive");
  return parsed;
}

function compare(manifest: Manifest, entries: Entries, size: number): void {
  const named = entriesOf(manifest);
  const paths = new Set([MANIFEST_PATH, CHECKSUMS_PATH]);
  let packed = 0;
  let unpacked = 0;
  for (const { path, bytes } of named) {
    const entry = entries.get(path);
    if (!entry) throw new ArchiveProblem(`"${path}" is missing from this archive.`);
    if (paths.has(path)) throw new ArchiveProblem(`The manifest names "${path}" twice.`);
    if (entry.uncompressedSize !== bytes) throw damaged(`"${path}"`);
    paths.add(path);
    packed += entry.compressedSize;
    unpacked += bytes;
  }
  for (const path of entries.keys())
    if (!paths.has(path))
      throw new ArchiveProblem(`"${path}" is in this archive and not in its manifest.`);
  if (packed > size || unpacked > size * MOST_SHRUNK + 1_000_000)
    throw new ArchiveProblem("This archive claims to hold far more than fits into its size.");
  for (const file of manifest.files) judgeFile(file, MOST_FILE);
}

function archiveIn(
  zip: ZipFile,
  entries: Entries,
  manifest: Manifest,
  signal: AbortSignal | undefined,
): Archive {
  const pieces = (said: { path: string; bytes: number; sha256: string }) =>
    checked(zip, entries.get(said.path), said, signal);
  const archive: Archive = {
    manifest,
    async *lines(table) {
      let rows = 0;
      let last = "";
      for await (const lines of batchesOf(pieces(table.lines), table.lines.path)) {
        for (const line of lines) last = judgeRow(line, table, manifest.site.id, last);
        rows += lines.length;
        yield lines;
      }
      if (rows !== table.rows) throw damaged(`The number of rows in "${table.lines.path}"`);
    },
    async file(file) {
      const parts: Uint8Array[] = [];
      for await (const piece of pieces(file)) parts.push(piece);
      return Buffer.concat(parts);
    },
    async prove(progress = async () => {}) {
      const total = manifest.tables.length + manifest.files.length;
      let done = 0;
      for await (const _ of pieces(manifest.readme)) signal?.throwIfAborted();
      for (const table of manifest.tables) {
        for await (const _ of archive.lines(table)) signal?.throwIfAborted();
        for await (const _ of pieces(table.csv)) signal?.throwIfAborted();
        await progress(++done, total);
      }
      for (const file of manifest.files) {
        for await (const _ of pieces(file)) signal?.throwIfAborted();
        await progress(++done, total);
      }
    },
    close: () => zip.close(),
  };
  return archive;
}

/** An entry's content, never more than was said, compared with its checksum at the end. */
async function* checked(
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

async function readAll(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const piece of unpack(zip, entry)) parts.push(piece);
  return Buffer.concat(parts);
}

async function* batchesOf(
  pieces: AsyncIterable<Uint8Array>,
  path: string,
): AsyncGenerator<string[]> {
  let rest: Buffer = Buffer.alloc(0);
  let batch: string[] = [];
  for await (const piece of pieces) {
    let from = 0;
    const all = rest.length > 0 ? Buffer.concat([rest, piece]) : Buffer.from(piece);
    for (let at = all.indexOf(10); at >= 0; at = all.indexOf(10, from)) {
      batch.push(all.toString("utf8", from, at));
      from = at + 1;
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    rest = all.subarray(from);
    if (rest.length > MOST_LINE) throw new ArchiveProblem(`A row in "${path}" is too long.`);
  }
  if (rest.length > 0) throw damaged(`"${path}"`);
  if (batch.length > 0) yield batch;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function unreadable(error: unknown): never {
  if (error instanceof ArchiveProblem) throw error;
  const said = error instanceof Error ? error.message : "";
  if (/path|characters/i.test(said))
    throw new ArchiveProblem("An entry of this archive leads to a place outside of it.");
  throw new ArchiveProblem("This zip can't be read. Use another copy of it.");
}
