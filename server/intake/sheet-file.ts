import { Refusal } from "@/base/refusal";
import type { Tenant } from "@/db/scope";
import { filesOf } from "@/server/photos/photo-files";

/** Where the bytes of a sheet lie among the site's files, as long as its import is kept. */
const keyOf = (id: string) => `sheets/${id}`;

export async function storeSheet(
  tenant: Pick<Tenant, "id" | "stack">,
  id: string,
  bytes: Uint8Array,
): Promise<void> {
  await filesOf(tenant).put(keyOf(id), bytes, { type: "application/octet-stream" });
}

/** The bytes of a sheet, each time anew. @throws Refusal (404) when it is not there any more, as after the site came back from an archive */
export async function openSheet(
  tenant: Pick<Tenant, "id" | "stack">,
  id: string,
): Promise<{ readonly size: number; pieces(): AsyncIterable<Uint8Array> }> {
  const file = await filesOf(tenant).get(keyOf(id));
  if (!file)
    throw new Refusal("The file of this import is not here any more. Bring it again.", {
      status: 404,
    });
  return { size: file.size, pieces: () => file.pieces() };
}

/** The ids of sheets whose bytes lie here, whole or in part. */
export async function listSheets(tenant: Pick<Tenant, "id" | "stack">): Promise<string[]> {
  const ids = new Set<string>();
  for await (const { key } of filesOf(tenant).list(keyOf(""))) ids.add(key.split("/")[1] ?? "");
  return [...ids];
}

export async function deleteSheets(
  tenant: Pick<Tenant, "id" | "stack">,
  ids: readonly string[],
): Promise<void> {
  const files = filesOf(tenant);
  for (const id of ids) {
    await files.delete(keyOf(id));
    await files.deletePrefix(`${keyOf(id)}/`);
  }
}
