import { z } from "zod";
import { travels } from "@/archive/manifest";
import { ArchiveProblem } from "@/archive/problem";
import { listLacking, putFiles, putRows } from "@/archive/put-back";
import { type Archive, openArchive } from "@/archive/read";
import { backupKey, backups } from "@/archive/retention";
import { hashEmail } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { getTenantById, setOwners } from "@/db/platform/queries/archives";
import { findTenantById } from "@/db/platform/queries/tenants";
import { type TenantRows, withTenantRows } from "@/db/rows";
import type { Tenant } from "@/db/scope";
import { sealTenant, unsealTenant } from "@/db/seal";
import type { TenantFiles } from "@/files/tenant-files";
import { filesOf } from "@/server/photos/photo-files";
import { kindOf, type Work } from "./operation";

/** For how long writers are kept out should this process die in the middle, in seconds. */
const SEAL = 20;

const InputSchema = z.object({ tenantId: z.uuid(), backup: z.string() });
type Input = z.infer<typeof InputSchema>;

/**
 * Brings a site back to one of its backups: first the files it lacks, then all rows in one transaction that
 * commits only when every checksum agrees, then the files it did not have go. A failure before the commit
 * leaves the site as it was.
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

/** Once they are committed a killed run does not replace them again: people may have written since. */
async function bringBackRows(
  { step, progress, memory, remember }: Work<Input>,
  archive: Archive,
  tenant: Tenant,
): Promise<void> {
  await step("Bringing everything else back", async () => {
    if (memory.replaced !== true) {
      const seal = await sealTenant(tenant.database, tenant.id, SEAL);
      try {
        const owners = await withTenantRows(tenant.database, tenant.id, "write", async (rows) => {
          const before = await versionIn(rows);
          await putRows(rows, archive, progress);
          await setVersion(rows, Math.max(before, await versionIn(rows)) + 1);
          // Until it is noted below that this is done: whoever runs it again opens the site again.
          if (!(await seal.makePermanent())) throw new Error("The site was open for a moment.");
          return listOwners(rows);
        });
        await platform.write((tx) => setOwners(tx, tenant.id, owners.map(hashEmail)));
        await remember({ replaced: true });
      } finally {
        await seal.end();
      }
    }
    await unsealTenant(tenant.database, tenant.id);
  });
}

/** E-mail addresses of a site's owners. */
export async function listOwners({ sql }: TenantRows): Promise<string[]> {
  const rows = await sql.unsafe<{ email: string }[]>(
    "select email from members where role = 'owner' and support_until is null",
  );
  if (rows.length === 0) throw new ArchiveProblem("Nobody in this archive owns the site.");
  return rows.map(({ email }) => email);
}

async function versionIn({ sql }: TenantRows): Promise<number> {
  const [row] = await sql.unsafe<{ version: number }[]>("select version::float8 from site");
  return row?.version ?? 0;
}

/** Pages are kept under the version: one that was given out before must not come again with other content. */
async function setVersion({ sql }: TenantRows, version: number): Promise<void> {
  await sql.unsafe("update site set version = $1", [version]);
}

/** Files of no row and no skin that the backup does not have either. */
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
