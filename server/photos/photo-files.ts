import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/base/env";
import { passKey } from "@/base/pass";
import { Refusal } from "@/base/refusal";
import { secretOfStack } from "@/base/stack";
import type { Tenant } from "@/db/scope";
import { DatabaseUnavailable } from "@/db/transaction";
import { remoteFileStore } from "@/files/remote";
import { answerFiles } from "@/files/remote-answer";
import { openFileStore } from "@/files/store";
import { type FileStore, type TenantFiles, tenantFiles } from "@/files/tenant-files";
import {
  type NormalizedPhoto,
  normalizePhoto,
  type PhotoSizeName,
  type Quarters,
} from "@/server/photos";

const SIZES = ["full", "shelf", "thumb"] as const satisfies readonly PhotoSizeName[];

let store: FileStore | undefined;

/**
 * The files of one tenant, in its stack or else in the platform's store. Photos lie under
 * `photos/<uuid>/<size>.webp`, logos under `photos/logo-<uuid>/…`.
 */
export function filesOf({ id, stack }: Pick<Tenant, "id" | "stack">): TenantFiles {
  return tenantFiles(stack ? filesIn(stack) : everyFile(), id);
}

function filesIn({ name, origin }: NonNullable<Tenant["stack"]>): FileStore {
  return remoteFileStore(origin, passKey(secretOfStack(name)));
}

/** Answers a request of the platform for files of this stack. */
export async function answerForFiles(req: IncomingMessage, res: ServerResponse): Promise<void> {
  await answerFiles(req, res, everyFile(), passKey(env().SECRET));
}

/** Ids of all tenants that have files, existing or not. For the doctor; no request asks for it. */
export async function listFileOwners(): Promise<string[]> {
  const owners = new Set<string>();
  for await (const { key } of everyFile().list("t/")) owners.add(key.split("/")[1] ?? "");
  return [...owners];
}

/**
 * Stores a file that belongs to no tenant, reads it back and removes it.
 * @param name of the key, one for each process, so that a file left by a killed process is replaced
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
 * Stores a kept photo turned, under a key of its own.
 * @param quarters how many quarter turns clockwise
 * @throws Refusal 404 when its file is gone, 503 as `normalizePhoto`
 */
export async function storeTurned(
  tenant: Pick<Tenant, "id">,
  key: string,
  quarters: 1 | 2 | 3,
): Promise<StoredPhoto> {
  const file = await filesOf(tenant).get(`${key}/full.webp`);
  if (!file) throw new Refusal("The file of this photo is missing.", { status: 404 });
  return storePhoto(tenant, await file.bytes(), { quarters });
}

/**
 * Removes the files of photos that no row names.
 * @param error what the writing of their rows ended with. Where nobody knows whether they were written, the files stay:
 *   one that no row names does less harm than a row without a file.
 */
export async function forgetPhotos(
  tenant: Pick<Tenant, "id" | "stack">,
  keys: readonly string[],
  error?: unknown,
): Promise<void> {
  if (error instanceof DatabaseUnavailable && error.maybeSaved) return;
  for (const key of keys) await filesOf(tenant).deletePrefix(`${key}/`);
}

/** Stores the files of a photo once more under another key, for a duplicate. Of one that is missing nothing is stored. */
export async function copyPhotoFiles(tenant: Pick<Tenant, "id">, key: string): Promise<string> {
  const files = filesOf(tenant);
  const copy = `photos/${randomUUID()}`;
  for (const size of SIZES) {
    const file = await files.get(`${key}/${size}.webp`);
    if (file) await files.put(`${copy}/${size}.webp`, await file.bytes(), { type: file.type });
  }
  return copy;
}

/**
 * Makes an upload anew and stores its sizes under a key of its own.
 * @param kind marks a logo's key, because no photo row names it
 * @param id of the key, for what may be stored again after a kill and has been shown to nobody before
 * @throws Refusal as `normalizePhoto`, 503 when there is no room
 */
export async function storePhoto(
  tenant: Pick<Tenant, "id">,
  bytes: Buffer,
  {
    kind = "photo",
    quarters = 0,
    id = randomUUID(),
  }: {
    readonly kind?: "photo" | "logo";
    readonly quarters?: Quarters;
    readonly id?: string;
  } = {},
): Promise<StoredPhoto> {
  const photo = await normalizePhoto(bytes, tenant.id, quarters);
  const key = `photos/${kind === "logo" ? "logo-" : ""}${id}`;
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
