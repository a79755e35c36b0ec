import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { assetTypeOf } from "@/base/asset-type";
import type { Asset } from "@/base/bridge";
import { env } from "@/base/env";
import { openFileStore } from "./store";
import type { FileStore } from "./tenant-files";

/**
 * Paths below `/_next/static/` whose names are hashes of the content, so that files of two versions never
 * collide.
 */
const PATH = /^(chunks|media)\/[a-z0-9][a-z0-9._-]{0,100}$/;

/**
 * Stores the scripts and styles of this version where web processes of every version find them. Runs before the
 * first process of this version. Leaves existing files alone.
 * @param folder Next's `static`
 * @returns how many were put there now
 */
export async function publishAssets(folder: string, store = ownStore()) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  let published = 0;
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file).replaceAll("\\", "/");
    const type = assetTypeOf(path);
    if (!entry.isFile() || !type || !PATH.test(path)) continue;
    if (await store.get(keyOf(path))) continue;
    await store.put(keyOf(path), await readFile(file), { type });
    published++;
  }
  return published;
}

/**
 * A script or style of any version.
 * @param path what follows `/_next/static/`
 */
export async function findAsset(path: string, store = ownStore()): Promise<Asset | null> {
  const type = assetTypeOf(path);
  if (!type || !PATH.test(path)) return null;
  const found = await store.get(keyOf(path));
  return found && { type, bytes: await found.bytes() };
}

let opened: FileStore | undefined;

function ownStore(): FileStore {
  opened ??= openFileStore(env().FILES);
  return opened;
}

/** Beside the tenants' files, which all stand under `t/`. */
function keyOf(path: string): string {
  return `assets/${path}`;
}
