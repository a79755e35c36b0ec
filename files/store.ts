import { isAbsolute, join } from "node:path";
import { bucketAddress } from "@/base/bucket-address";
import { type FileStore, localFileStore } from "./tenant-files";

/**
 * The store that the setting FILES names: a folder, or s3://bucket/prefix.
 * @throws Error when the setting is neither
 */
export function openFileStore(setting: string): FileStore {
  const address = bucketAddress("FILES", setting);
  if (!address)
    return localFileStore(
      isAbsolute(setting) ? setting : join(/* turbopackIgnore: true */ process.cwd(), setting),
    );
  // Loaded on demand, because the library is large and a folder needs none of it.
  let loading: Promise<FileStore> | undefined;
  const bucket = () => {
    loading ??= import("./s3").then(({ bucketFileStore }) => bucketFileStore(address));
    return loading;
  };
  return {
    put: async (...given) => (await bucket()).put(...given),
    putStream: async (...given) => (await bucket()).putStream(...given),
    get: async (key) => (await bucket()).get(key),
    delete: async (key) => (await bucket()).delete(key),
    deletePrefix: async (prefix) => (await bucket()).deletePrefix(prefix),
    async *list(prefix) {
      yield* (await bucket()).list(prefix);
    },
  };
}
