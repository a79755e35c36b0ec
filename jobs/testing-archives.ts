import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Archive, openArchive } from "@/archive/read";
import { packSite } from "@/archive/write";
import { platform } from "@/db/platform/door";
import { findOperation, type Operation } from "@/db/platform/queries/operations";
import { withTenantRows } from "@/db/rows";
import type { Tenant } from "@/db/scope";
import { addPhoto } from "@/db/tenant/queries/photos";
import type { Twin } from "@/db/testing";
import { filesOf } from "@/server/photos/photo-files";
import { kinds } from "./kinds";
import { perform } from "./operation";

/** Where this test file keeps files, backups and what it packs; settings are read once in a process. */
const folder = mkdtempSync(join(tmpdir(), "swingtag-archives-"));
process.env.FILES = join(folder, "files");
process.env.BACKUPS = join(folder, "backups");

export async function removeTestFolder(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** A path in the folder of this test file. */
export function testPath(name: string): string {
  return join(folder, name);
}

/** One attempt at an operation, as a worker would make it; what it threw stands as its error. */
export async function attempt(id: string, signal = new AbortController().signal) {
  const thrown = await perform(id, kinds, signal).then(
    () => null,
    (error: unknown) => error,
  );
  const after = await platform.read((tx) => findOperation(tx, id));
  if (!after) throw new Error("The operation is gone.");
  return thrown instanceof Error ? { ...after, error: thrown.message } : after;
}

/** Attempts until it has ended. */
export async function ending(id: string): Promise<Operation> {
  for (;;) {
    const after = await attempt(id);
    if (after.state === "succeeded" || after.state === "failed") return after;
  }
}

/** Gives an item of a twin a photo with files of random bytes. */
export async function addTestPhoto({ tenant, items, as }: Twin, slug = "peanut"): Promise<string> {
  const key = `photos/${randomUUID()}`;
  for (const size of ["full", "shelf", "thumb"])
    await filesOf(tenant).put(`${key}/${size}.webp`, randomBytes(3000), { type: "image/webp" });
  await as("owner").write((tx) =>
    addPhoto(tx, items[slug] ?? "", { key, width: 20, height: 10, colour: "#123456", alt: "=1+1" }),
  );
  return key;
}

/** Everything a tenant has that travels: each table's digest, each file's content. */
export async function stateOf(tenant: Tenant): Promise<Record<string, unknown>> {
  const state: Record<string, unknown> = {};
  await withTenantRows(tenant.database, tenant.id, "snapshot", async (rows) => {
    for (const table of rows.tables)
      if (!["sessions", "one_time_tokens", "shares", "shared_items"].includes(table.name))
        state[table.name] = await rows.digest(table);
  });
  return { ...state, ...(await filesIn(tenant)) };
}

/** The etag of each file but exports. */
export async function filesIn(tenant: Pick<Tenant, "id">): Promise<Record<string, string>> {
  const files = filesOf(tenant);
  const found: Record<string, string> = {};
  for await (const { key } of files.list(""))
    if (!key.startsWith("exports/")) found[key] = (await files.get(key))?.etag ?? "";
  return found;
}

/** Packs a tenant into a file. */
export async function packed(tenant: Tenant, name: string): Promise<string> {
  await writeFile(testPath(name), packSite({ tenant, files: filesOf(tenant) }));
  return testPath(name);
}

/** Opens an archive while `work` runs. */
export async function opened<T>(path: string, work: (archive: Archive) => Promise<T>): Promise<T> {
  const archive = await openArchive(path);
  try {
    return await work(archive);
  } finally {
    archive.close();
  }
}
