import { isAbsolute, join } from "node:path";
import { bucketAddress } from "@/base/bucket-address";
import { env } from "@/base/env";
import { folderStore } from "./stores/folder";

/** Stores archives outside of the sites' own files. An archive is there whole, or not at all. */
export interface ArchiveStore {
  /**
   * Stores the content under the key once it is complete. Until then, and if it breaks off, the key holds its
   * former content.
   */
  put(key: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** Whole archives whose keys begin with the prefix, in byte order. */
  list(prefix: string): Promise<StoredArchive[]>;
  /**
   * Gives the archive as a file on this machine while `work` runs.
   * @throws Refusal where there is none
   */
  withFile<T>(key: string, work: (path: string) => Promise<T>): Promise<T>;
  delete(key: string): Promise<void>;
  /** Removes what killed writers left, once it is a day old. */
  tidy(): Promise<void>;
}

export interface StoredArchive {
  readonly key: string;
  readonly bytes: number;
}

/** Keys as a folder and a bucket both keep them; each segment begins with a letter or digit. */
const KEY = /^[a-z0-9][a-z0-9_-]*(?:\/[a-z0-9][a-z0-9._-]*)*$/;

/**
 * The store that the setting BACKUPS names: a folder, or `s3://bucket/prefix`.
 * @throws Error when the setting is neither
 */
export async function archiveStore(setting = env().BACKUPS): Promise<ArchiveStore> {
  const address = bucketAddress("BACKUPS", setting);
  if (!address)
    return guarded(
      folderStore(
        isAbsolute(setting) ? setting : join(/* turbopackIgnore: true */ process.cwd(), setting),
      ),
    );
  // Loaded on demand, because the library is large and a folder needs none of it.
  const { bucketStore } = await import("./stores/bucket");
  return guarded(bucketStore(address));
}

function guarded(store: ArchiveStore): ArchiveStore {
  const checked = (key: string) => {
    if (!KEY.test(key)) throw new Error(`${JSON.stringify(key)} is no archive's key.`);
    return key;
  };
  return {
    put: async (key, content) => store.put(checked(key), content),
    list: async (prefix) => store.list(prefix),
    withFile: async (key, work) => store.withFile(checked(key), work),
    delete: async (key) => store.delete(checked(key)),
    tidy: async () => store.tidy(),
  };
}
