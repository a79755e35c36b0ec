import { addAbortSignal } from "node:stream";
import { z } from "zod";
import { nameAt, retainedAs } from "@/archive/retention";
import { packSite } from "@/archive/write";
import { EXPORT_DAYS } from "@/base/archive-days";
import { Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { listWhoOrdered } from "@/db/platform/queries/archives";
import { findTenantById } from "@/db/platform/queries/tenants";
import type { TenantFiles } from "@/files/tenant-files";
import { filesOf } from "@/server/photos/photo-files";
import { kindOf } from "./operation";

/** How many exports of one site are kept beside each other. */
const MOST = 3;

/** Packs a site into its own files, where its owners download it. */
export const exportSite = kindOf({
  input: z.object({ tenantId: z.uuid() }),
  attempts: 5,
  pauses: true,
  async run({ operation, input, step, progress, signal }) {
    const find = () => platform.read((tx) => findTenantById(tx, input.tenantId));
    const tenant = await find();
    if (tenant?.state !== "active" && tenant?.state !== "suspended")
      throw new Refusal("This site is gone.");
    const files = filesOf(tenant);
    const key = `exports/${nameAt(operation.createdAt, operation.id)}`;
    await step("Packing your site", async () => {
      const packing = addAbortSignal(signal, packSite({ tenant, files }, progress));
      await files.putStream(key, packing, { type: "application/zip" });
    });
    await step("Tidying up", async () => {
      const exports = await keysOf(files);
      for (const old of exports.slice(0, -MOST)) await files.delete(old);
      // The site was removed for good meanwhile, so its export must not stay.
      if (!(await find())) await files.delete(key);
    });
  },
});

/** Removes exports whose days are over. */
export async function removeLapsedExports(now = new Date()): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
  // Looks back two weeks further, in case no worker ran for that long.
  const [since, until] = [ago(EXPORT_DAYS + 14), ago(EXPORT_DAYS)];
  for (const id of await platform.read((tx) => listWhoOrdered(tx, "export", since, until))) {
    const tenant = await platform.read((tx) => findTenantById(tx, id));
    const files = filesOf({ id, stack: tenant?.stack });
    for (const key of await keysOf(files)) {
      const retained = retainedAs(key.slice("exports/".length), 0, EXPORT_DAYS);
      if (!retained || retained.until <= now) await files.delete(key);
    }
  }
}

async function keysOf(files: TenantFiles): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of files.list("exports/")) keys.push(key);
  return keys;
}
