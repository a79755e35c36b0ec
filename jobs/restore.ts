import { z } from "zod";
import { travels } from "@/archive/manifest";
import { ArchiveProblem } from "@/archive/problem";
import { listLacking, putFiles } from "@/archive/put-files";
import { type Archive, openArchive } from "@/archive/read";
import { backupKey, backups } from "@/archive/retention";
import { platform } from "@/db/platform/door";
import { getTenantById } from "@/db/platform/queries/archives";
import { findTenantById } from "@/db/platform/queries/tenants";
import { withTenantRows } from "@/db/rows";
import type { Tenant } from "@/db/scope";
import { unsealTenant } from "@/db/seal";
import type { TenantFiles } from "@/files/tenant-files";
import { filesOf } from "@/server/photos/photo-files";
import { kindOf, type Work } from "./operation";
import { bringBackRows } from "./restore-rows";

const InputSchema = z.object({ tenantId: z.uuid(), backup: z.string() });
/** What it is ordered with. */
export type Input = z.infer<typeof InputSchema>;

/**
 * Restores a site to one of its backups. Stores missing files first, replaces all rows in one transaction that
 * commits only if every checksum is right, and deletes later files last. A failure before the commit leaves the
 * site as it was.
 */
export const restore = kindOf<Input>({
  input: InputSchema,
  attempts: 3,
  async run(work) {
    const { input, step, progress, signal } = work;
    const tenant = await platform.read((tx) => getTenantById(tx, input.tenantId));
    const files = filesOf(tenant);
    const store = await backups();
    await store.withFile(backupKey(tenant.id, input.backup), async (path) => {
      const archive = await openArchive(path, signal);
      try {
        if (archive.manifest.site.id !== tenant.id)
          throw new ArchiveProblem("This backup is of another site.");
        await step("Comparing the backup with its checksums", () => archive.prove(progress));
        await bringBackFiles(work, archive, files);
        await bringBackRows(work, archive, tenant);
        await step("Removing photos that came later", () => removeLater(tenant, archive, files));
      } finally {
        archive.close();
      }
    });
  },
  async undo({ input, memory }) {
    const tenant = await platform.read((tx) => findTenantById(tx, input.tenantId));
    if (!tenant) return;
    if (memory.replaced !== true)
      for (const key of keysIn(memory.added)) await filesOf(tenant).delete(key);
    await unsealTenant(tenant.database, tenant.id);
  },
});

async function bringBackFiles(
  { step, progress, memory, remember }: Work<Input>,
  archive: Archive,
  files: TenantFiles,
): Promise<void> {
  await step("Bringing photos back", async () => {
    const lacking = await listLacking(files, archive);
    const added: string[] = keysIn(memory.added);
    for (const key of lacking) if (!(await files.get(key))) added.push(key);
    await remember({ added });
    await putFiles(files, archive, new Set(lacking), progress);
  });
}

/** Deletes files that neither a row, nor a skin, nor the backup names. */
async function removeLater(tenant: Tenant, archive: Archive, files: TenantFiles): Promise<void> {
  const archived = new Set(archive.manifest.files.map(({ key }) => key));
  const named = await withTenantRows(tenant.database, tenant.id, "snapshot", async ({ sql }) => {
    const rows = await sql.unsafe<{ key: string | null }[]>(
      "select key from photos union select value #>> '{logo,key}' from skins",
    );
    return new Set(rows.map(({ key }) => key));
  });
  for await (const { key } of files.list("")) {
    const folder = key.slice(0, key.lastIndexOf("/"));
    if (travels(key) && !archived.has(key) && !named.has(folder)) await files.delete(key);
  }
}

function keysIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
