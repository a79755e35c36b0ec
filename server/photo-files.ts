import { randomUUID } from "node:crypto";
import type { Tenant } from "@/db/scope";
import { env } from "./env";
import { type FileStore, type TenantFiles, tenantFiles } from "./files";
import { openFileStore } from "./files/store";
import { type NormalizedPhoto, normalizePhoto, type PhotoSizeName } from "./photos";

const SIZES = ["full", "shelf", "thumb"] as const satisfies readonly PhotoSizeName[];

let store: FileStore | undefined;

/** The files of one tenant. Photos lie under `photos/<uuid>/<size>.webp`, logos under `photos/logo-<uuid>/…`. */
export function filesOf(tenant: Pick<Tenant, "id">): TenantFiles {
  return tenantFiles(everyFile(), tenant.id);
}

/** Ids of all tenants that have files, existing or not. For the doctor; no request asks for it. */
export async function listFileOwners(): Promise<string[]> {
  const owners = new Set<string>();
  for await (const { key } of everyFile().list("t/")) owners.add(key.split("/")[1] ?? "");
  return [...owners];
}

/**
 * Stores a file of nobody's, reads it back and removes it.
 * @param name of the key, one for each process, so that what a killed one left is replaced
 * @throws Refusal 503 when there is no room, or Error when what came back is something else
 */
export async function tryFiles(name: string): Promise<void> {
  const key = `status/${name}`;
  const content = randomUUID();
  const files = everyFile();
  await files.put(key, Buffer.from(content), { type: "text/plain" });
  const read = await (await files.get(key))?.bytes();
  await files.delete(key);
  if (read?.toString() !== content) throw new Error("The store gave something else back.");
}

function everyFile(): FileStore {
  store ??= openFileStore(env().FILES);
  return store;
}

/** A picture that lies in a tenant's files: `key` is the folder of its sizes. */
export interface StoredPhoto {
  readonly key: string;
  readonly photo: NormalizedPhoto;
}

/**
 * Makes an upload anew and stores its sizes under a key of its own.
 * @param kind a logo's key says so, because no item's row leads to it
 * @throws Refusal as `normalizePhoto`, 503 when there is no room
 */
export async function storePhoto(
  tenant: Pick<Tenant, "id">,
  bytes: Buffer,
  kind: "photo" | "logo" = "photo",
): Promise<StoredPhoto> {
  const photo = await normalizePhoto(bytes);
  const key = `photos/${kind === "logo" ? "logo-" : ""}${randomUUID()}`;
  const files = filesOf(tenant);
  try {
    for (const size of SIZES)
      await files.put(`${key}/${size}.webp`, photo[size].bytes, { type: photo[size].type });
  } catch (error) {
    await files.deletePrefix(`${key}/`).catch(() => 0);
    throw error;
  }
  return { key, photo };
}
