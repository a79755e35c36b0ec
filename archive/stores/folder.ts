import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ArchiveStore } from "../stores";
import { noSuchArchive } from "./missing";

/** Half-written archives wait here, on the same disk; no key begins with a dot. */
const INCOMING = ".incoming";
const ABANDONED_AFTER = 24 * 60 * 60 * 1000;

/** Archives as plain files of a folder, readable by this user alone. */
export function folderStore(folder: string): ArchiveStore {
  return {
    async put(key, content) {
      const path = join(folder, key);
      const incoming = join(folder, INCOMING, randomUUID());
      await mkdir(join(folder, INCOMING), { recursive: true, mode: 0o700 });
      try {
        await writeWhole(incoming, content);
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await rename(incoming, path);
        await syncFolder(dirname(path));
      } catch (error) {
        await rm(incoming, { force: true });
        throw error;
      }
    },

    async list(prefix) {
      const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(none);
      const keys = found
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .filter((key) => key.startsWith(prefix) && !key.startsWith(INCOMING))
        .sort();
      const sizes = await Promise.all(
        keys.map((key) => stat(join(folder, key)).then(({ size }) => size, gone)),
      );
      return keys.flatMap((key, at) => {
        const bytes = sizes[at];
        return bytes === undefined || bytes === null ? [] : [{ key, bytes }];
      });
    },

    async withFile(key, work) {
      const path = join(folder, key);
      if (!(await stat(path).catch(gone))?.isFile()) throw noSuchArchive();
      return work(path);
    },

    async delete(key) {
      await rm(join(folder, key), { force: true });
    },

    async tidy() {
      const waiting = join(folder, INCOMING);
      for (const name of await readdir(waiting).catch(none)) {
        const found = await stat(join(waiting, name)).catch(gone);
        if (found && Date.now() - found.mtimeMs > ABANDONED_AFTER)
          await rm(join(waiting, name), { force: true });
      }
    },
  };
}

async function writeWhole(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    for await (const piece of content) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Without it a renamed file can be lost in a power cut. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function none(error: unknown): never[] {
  gone(error);
  return [];
}

function gone(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
