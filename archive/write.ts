import type { Readable } from "node:stream";
import type { Tenant } from "@/db/scope";
import type { TenantFiles } from "@/files/tenant-files";
import {
  type ArchivedFile,
  DIGEST,
  entriesOf,
  FORMAT,
  FORMAT_VERSION,
  type Manifest,
} from "./manifest";
import { CHECKSUMS_PATH, filePath, MANIFEST_PATH, README_PATH } from "./paths";
import { LEFT_OUT, README } from "./readme";
import { packRows } from "./write-rows";
import { type Zip, zipOf } from "./zip";

/** Whose site is packed. */
export interface Source {
  readonly tenant: Pick<Tenant, "id" | "slug" | "confirmed" | "database">;
  readonly files: TenantFiles;
}

/** Reports progress in rows and files, added up. */
export type Progress = (done: number, total: number) => Promise<void>;

/**
 * Packs a site as a zip: its rows from one snapshot, then its files. The same state makes the same bytes.
 * Memory does not grow with the site. The stream fails when a file is removed or damaged meanwhile.
 */
export function packSite(source: Source, progress: Progress = async () => {}): Readable {
  return zipOf(async (zip) => {
    const readme = await zip.add(README_PATH, piecesOf(README));
    const packed = await packRows(zip, source, progress);
    const files = await packFiles(zip, source, packed.keys, (done) =>
      progress(packed.rows + done, packed.rows + packed.keys.length),
    );
    const { id, slug, confirmed } = source.tenant;
    const manifest: Manifest = {
      format: FORMAT,
      version: FORMAT_VERSION,
      digest: DIGEST,
      site: { id, slug, confirmed },
      schema: packed.schema,
      readme,
      tables: packed.tables,
      files,
      missing: packed.missing,
      leftOut: [...LEFT_OUT],
    };
    const last = await zip.add(
      MANIFEST_PATH,
      piecesOf(`${JSON.stringify(manifest, undefined, 1)}\n`),
    );
    const sums = [...entriesOf(manifest), last].map(({ sha256, path }) => `${sha256}  ${path}\n`);
    await zip.add(CHECKSUMS_PATH, piecesOf(sums.join("")));
  });
}

async function packFiles(
  zip: Zip,
  { files }: Source,
  keys: readonly string[],
  progress: (done: number) => Promise<void>,
): Promise<ArchivedFile[]> {
  const packed: ArchivedFile[] = [];
  for (const key of keys) {
    const file = await files.get(key);
    if (!file) throw new Error("A photo was removed while the site was packed. Pack it again.");
    const written = await zip.add(filePath(key), file.pieces(), false);
    if (written.sha256 !== file.etag)
      throw new Error(`The stored file ${key} is damaged: it is not what was once stored.`);
    packed.push({ key, type: file.type, ...written });
    await progress(packed.length);
  }
  return packed;
}

async function* piecesOf(text: string): AsyncGenerator<string> {
  yield text;
}
