import type { TenantFiles } from "@/files/tenant-files";

/** How many files are under way at a time. */
const LANES = 4;

/**
 * Makes one store hold exactly the files of the other. A file with the same key and size is not copied again,
 * because a key never gets other content. A photo that is removed meanwhile is not copied.
 * @param progress told files copied and files to copy
 */
export async function copyFiles(
  from: TenantFiles,
  to: TenantFiles,
  progress: (done: number, total: number) => Promise<void> = async () => {},
): Promise<void> {
  const [here, there] = await Promise.all([sizesIn(from), sizesIn(to)]);
  for (const key of there.keys()) if (!here.has(key)) await to.delete(key);
  const missing = [...here].filter(([key, size]) => there.get(key) !== size);
  const queue = missing.map(([key]) => key);
  let done = 0;
  const lane = async () => {
    for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
      await copyFile(from, to, key);
      await progress(++done, missing.length);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Keys whose file is missing on one side, or differs between the two. */
export async function differingFiles(from: TenantFiles, to: TenantFiles): Promise<string[]> {
  const [here, there] = await Promise.all([sizesIn(from), sizesIn(to)]);
  return [
    ...[...here].filter(([key, size]) => there.get(key) !== size).map(([key]) => key),
    ...[...there.keys()].filter((key) => !here.has(key)),
  ];
}

async function sizesIn(files: TenantFiles): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for await (const { key, size } of files.list("")) sizes.set(key, size);
  return sizes;
}

async function copyFile(from: TenantFiles, to: TenantFiles, key: string): Promise<void> {
  const file = await from.get(key);
  if (!file) return;
  const { etag } = await to.putStream(key, file.pieces(), { type: file.type });
  if (etag !== file.etag) throw new Error(`The file ${key} did not arrive as it was sent.`);
}
