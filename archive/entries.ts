import type { Entry, ZipFile } from "yauzl";
import { entriesOf, type Manifest, parseManifest } from "./manifest";
import { CHECKSUMS_PATH, MANIFEST_PATH } from "./paths";
import { ArchiveProblem, damaged } from "./problem";
import { judgeFile } from "./rows";
import { readAll, sha256, unreadable } from "./unpack";

/** What is in a zip, by path. */
export type Entries = ReadonlyMap<string, Entry>;

/** Bounds of what is held in memory, in bytes. */
const MOST_MANIFEST = 128_000_000;

const MOST_FILE = 64_000_000;

/**
 * The largest ratio of unpacked to packed size that is accepted. No real site packs better; a zip that does was
 * made to fill a disk.
 */
const MOST_SHRUNK = 200;

/** Lists what is in a zip. @throws ArchiveProblem where something is in it twice or is encrypted */
export async function readEntries(zip: ZipFile): Promise<Entries> {
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

/** Reads the manifest and compares it with its checksums. @throws ArchiveProblem where they differ or it is no archive of ours */
export async function readManifest(zip: ZipFile, entries: Entries): Promise<Manifest> {
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

/** Compares what is there with what the manifest names, before anything is unpacked. @throws ArchiveProblem where they differ */
export function compare(manifest: Manifest, entries: Entries, size: number): void {
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
