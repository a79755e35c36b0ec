import { Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { listKeptTenantIds } from "@/db/platform/queries/archives";
import { type ArchiveOrder, audit, hold, order } from "./archives";
import { listBackups } from "./backups";

/**
 * Orders that a site be brought back to a backup of it: rows and files, nothing of a neighbour. Changes made
 * since are lost. A signed-in person who was a member then stays signed in.
 * @param backup a name of `listBackups`
 * @returns the id of the operation
 * @throws Refusal when there is no such backup, or while other work on the site runs
 */
export async function orderRestore({
  tenant,
  backup,
  by,
  reason,
}: ArchiveOrder & { readonly backup: string; readonly reason: string }): Promise<string> {
  const found = (await listBackups(tenant)).some(({ name }) => name === backup);
  if (!found)
    throw new Refusal("This site has no such backup. List its backups and choose one of them.", {
      status: 404,
    });
  return platform.write(async (tx) => {
    const held = await hold(tx, tenant.id, ["active", "suspended"]);
    await audit(tx, held, by, "ordered a restore", reason, { backup });
    return order(tx, held, "restore", by, { input: { backup }, reason });
  });
}

/**
 * Orders that every open or suspended site be brought back to its newest backup.
 * @returns the ids of the operations, and the names of sites that have no backup or are being worked on
 */
export async function orderRestores({
  by,
  reason,
}: {
  readonly by: string;
  readonly reason: string;
}): Promise<{ readonly operations: string[]; readonly passedOver: string[] }> {
  const operations: string[] = [];
  const passedOver: string[] = [];
  for (const id of await platform.read(listKeptTenantIds)) {
    const [newest] = await listBackups({ id });
    const ordered = newest && orderRestore({ tenant: { id }, backup: newest.name, by, reason });
    const operation = await ordered?.catch((error: unknown) => {
      if (error instanceof Refusal) return undefined;
      throw error;
    });
    if (operation) operations.push(operation);
    else passedOver.push(id);
  }
  return { operations, passedOver };
}
