import { stat } from "node:fs/promises";
import { openPromise, type ZipFile } from "yauzl";
import { compare, type Entries, readEntries, readManifest } from "./entries";
import { batchesOf } from "./lines";
import type { ArchivedFile, ArchivedTable, Manifest } from "./manifest";
import { damaged } from "./problem";
import { judgeRow } from "./rows";
import { checked, unreadable } from "./unpack";
import { proveWhole } from "./whole";

/** An archive that was found whole and consistent; each part is compared again with its checksum as it is read. */
export interface Archive {
  readonly manifest: Manifest;
  /** Batches of rows as JSON texts, in the order of their ids. `judgeRow` has accepted each. */
  lines(table: ArchivedTable): AsyncIterable<string[]>;
  file(file: ArchivedFile): Promise<Buffer>;
  /** Reads the whole archive once and compares it with its checksums, so that later reading finds nothing damaged. */
  prove(progress?: (done: number, total: number) => Promise<void>): Promise<void>;
  close(): void;
}

/**
 * Opens an archive and looks at all of it that can be seen without unpacking rows and files: the checksum of
 * the whole, the format, that exactly what the manifest names is there, and the sizes. Close it.
 * @throws ArchiveProblem with the reason
 */
export async function openArchive(path: string, signal?: AbortSignal): Promise<Archive> {
  await proveWhole(path, signal);
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(unreadable);
  try {
    const entries = await readEntries(zip);
    const manifest = await readManifest(zip, entries);
    compare(manifest, entries, (await stat(path)).size);
    return archiveIn(zip, entries, manifest, signal);
  } catch (error) {
    zip.close();
    throw error;
  }
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
