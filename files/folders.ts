import { lstat, mkdir, open, readdir, realpath, rm } from "node:fs/promises";
import { join } from "node:path";

const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/**
 * Makes the store's folder with its place for incoming files, clears out what a killed process left
 * there more than an hour ago (younger ones may belong to a neighbour process), and gives the
 * folder's real path.
 */
export async function removeAbandoned(folder: string, incoming: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const root = await realpath(folder);
  const waiting = await folderFor(root, [incoming]);
  for (const name of await readdir(waiting)) {
    const path = join(waiting, name);
    const found = await lstat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > ABANDONED_AFTER_MS) await rm(path, { force: true });
  }
  return root;
}

/**
 * Makes the folders one below the other and gives the last one's path. Checks each before it makes the next, so
 * that a symbolic link can't lead outside of the root.
 */
export async function folderFor(root: string, segments: string[]): Promise<string> {
  let path = root;
  for (const segment of segments) {
    const above = path;
    path = join(above, segment);
    const made = await mkdir(path, { mode: 0o700 }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
        throw error;
      },
    );
    if (made) await syncFolder(above);
    else if (!(await lstat(path)).isDirectory()) {
      throw new Error("The file store's folder holds something that is not a folder of its own.");
    }
  }
  return path;
}

/** Whether a path below the root exists and no symbolic link leads to it. */
export async function folderIsReal(root: string, path: string): Promise<boolean> {
  const real = await realpath(path).catch(() => null);
  return real === path && (path === root || path.startsWith(`${root}/`));
}

/** Makes the folder's list of names durable: without it a renamed file can be lost in a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
