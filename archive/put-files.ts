import type { TenantFiles } from "@/files/tenant-files";
import type { Progress } from "./put-back";
import type { Archive } from "./read";

/** Stores the files of an archive that the tenant lacks, and returns their keys. */
export async function putFiles(
  files: TenantFiles,
  archive: Archive,
  keys: ReadonlySet<string>,
  progress: Progress = async () => {},
): Promise<void> {
  let done = 0;
  for (const file of archive.manifest.files) {
    if (keys.has(file.key))
      await files.put(file.key, await archive.file(file), { type: file.type });
    await progress(++done, archive.manifest.files.length);
  }
}

/** Keys of the archive's files that a tenant lacks or has with another content. */
export async function listLacking(files: TenantFiles, archive: Archive): Promise<string[]> {
  const lacking: string[] = [];
  for (const { key, sha256 } of archive.manifest.files)
    if ((await files.get(key))?.etag !== sha256) lacking.push(key);
  return lacking;
}
