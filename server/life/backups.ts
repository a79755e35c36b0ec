import { backups, listBackupsIn, type RetainedArchive } from "@/archive/retention";
import { platform } from "@/db/platform/door";
import { listKeptTenantIds } from "@/db/platform/queries/archives";
import type { Tenant } from "@/db/scope";
import { type ArchiveOrder, audit, hold, order } from "./archives";

/**
 * Orders a backup now, beside the nightly ones.
 * @returns the id of the operation
 */
export async function orderBackup({ tenant, by, reason }: ArchiveOrder): Promise<string> {
  return platform.write(async (tx) => {
    const held = await hold(tx, tenant.id, ["active", "suspended", "deleted"]);
    await audit(tx, held, by, "ordered a backup", reason);
    return order(tx, held, "backup", by, { exclusive: false, reason });
  });
}

/** Orders a backup of every site. @returns the ids of the operations */
export async function orderBackups({ by }: { readonly by: string }): Promise<string[]> {
  const ids: string[] = [];
  for (const id of await platform.read(listKeptTenantIds))
    ids.push(await orderBackup({ tenant: { id }, by }));
  return ids;
}

/** The backups of a site, newest first; also those of a removed site, until they are deleted. */
export async function listBackups(tenant: Pick<Tenant, "id">): Promise<RetainedArchive[]> {
  return listBackupsIn(await backups(), tenant.id);
}
