import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** What of the project `next build` reads: files, and folders with all that lies below them. */
export const SOURCES: readonly string[] = [
  "app",
  "archive",
  "base",
  "components",
  "db",
  "files",
  "jobs",
  "server",
  "themes",
  "boot.ts",
  "instrumentation.ts",
  "middleware.ts",
  "next.config.js",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "tsconfig.json",
];

/** The files among them, by their path from the root; tests and what stands in for things in tests are not read. */
export async function listSources(root: string): Promise<string[]> {
  const files: string[] = [];
  for (const source of SOURCES) {
    const entries = await readdir(join(root, source), {
      recursive: true,
      withFileTypes: true,
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOTDIR") throw error;
      return null;
    });
    if (!entries) files.push(source);
    for (const entry of entries ?? [])
      if (entry.isFile() && !/(^testing[^/]*|\.test)\.tsx?$/.test(entry.name))
        files.push(join(entry.parentPath, entry.name).slice(root.length + 1));
  }
  return files.sort();
}
