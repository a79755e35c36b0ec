import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";

/** Where a build's own scripts, styles and fonts are asked for. */
export const BUILD_PATH = "/_next/static/";

/**
 * The paths at which this version's own files are asked for. Any other path below `BUILD_PATH` is as dear as a page
 * that isn't there, and may be one of another version.
 * @param folder Next's `static`
 */
export async function listBuildFiles(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => BUILD_PATH + relative(folder, join(entry.parentPath, entry.name))),
  );
}
