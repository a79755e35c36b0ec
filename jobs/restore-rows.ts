import { ArchiveProblem } from "@/archive/problem";
import { putRows } from "@/archive/put-back";
import type { Archive } from "@/archive/read";
import { hashEmail } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { setOwners } from "@/db/platform/queries/archives";
import { type TenantRows, withTenantRows } from "@/db/rows";
import type { Tenant } from "@/db/scope";
import { sealTenant, unsealTenant } from "@/db/seal";
import type { Work } from "./operation";
import type { Input } from "./restore";

/** After how many seconds the seal lapses if this process dies. */
const SEAL = 20;

/** After the commit a repeated run does not replace the rows again, because people may have written since. */
export async function bringBackRows(
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
          // The seal lasts until the note below. A run after a kill unseals the site.
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

/**
 * The page cache uses the version as its key, so a version that was used before must not come again with other
 * content.
 */
async function setVersion({ sql }: TenantRows, version: number): Promise<void> {
  await sql.unsafe("update site set version = $1", [version]);
}
