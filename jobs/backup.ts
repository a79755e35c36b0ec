import { addAbortSignal } from "node:stream";
import { z } from "zod";
import { backupKey, backups, nameAt } from "@/archive/retention";
import { packSite } from "@/archive/write";
import { Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { findTenantById } from "@/db/platform/queries/tenants";
import type { Tenant } from "@/db/scope";
import { filesOf } from "@/server/photos/photo-files";
import { kindOf, type Work } from "./operation";

/** Packs a site into the store of backups. */
export const backup = kindOf({
  input: z.object({ tenantId: z.uuid() }),
  attempts: 5,
  async run({ operation, input, step, progress, signal }) {
    const tenant = await platform.read((tx) => findTenantById(tx, input.tenantId));
    if (!tenant || tenant.state === "founding") throw new Refusal("This site is gone.");
    await step("Backing up", () =>
      backUp(tenant, nameAt(operation.createdAt, operation.id), signal, progress),
    );
  },
});

/** Packs a site into the store under this name. It is there whole once this resolves, or not at all. */
export async function backUp(
  tenant: Tenant,
  name: string,
  signal: AbortSignal,
  progress?: Work<unknown>["progress"],
): Promise<void> {
  const store = await backups();
  const packing = addAbortSignal(signal, packSite({ tenant, files: filesOf(tenant) }, progress));
  await store.put(backupKey(tenant.id, name), packing);
}
