import type { Scope, Tenant } from "@/db/scope";
import { listPhotosOfUndo } from "@/db/tenant/queries/undo";
import { filesOf } from "@/server/photos/photo-files";

/** How many photos are looked for at a time. */
const LANES = 8;

/** The photos of an undo whose files are not there any more. */
export async function listLost(scope: Scope, id: string): Promise<string[]> {
  const photos = await scope.read((tx) => listPhotosOfUndo(tx, id));
  const lost: string[] = [];
  const lane = async () => {
    for (let photo = photos.pop(); photo; photo = photos.pop())
      if (!(await isThere(scope.tenant, photo.key))) lost.push(photo.id);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return lost;
}

async function isThere(tenant: Tenant, key: string): Promise<boolean> {
  return (
    /^photos\/[0-9a-f-]{36}$/.test(key) && Boolean(await filesOf(tenant).get(`${key}/full.webp`))
  );
}
