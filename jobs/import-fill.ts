import { putRows } from "@/archive/put-back";
import { putFiles } from "@/archive/put-files";
import type { Archive } from "@/archive/read";
import { hashEmail } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { setOwners } from "@/db/platform/queries/archives";
import { addAuditLine } from "@/db/platform/queries/audit";
import { changeDatabase, findDatabase } from "@/db/platform/queries/databases";
import { activateFounded, confirmTenant, holdFounding } from "@/db/platform/queries/founding";
import { type TenantRows, withTenantRows } from "@/db/rows";
import type { Tenant } from "@/db/scope";
import { addressIn } from "@/server/life/import";
import { filesOf } from "@/server/photos/photo-files";
import type { Input } from "./import";
import type { Work } from "./operation";
import { listOwners } from "./restore-rows";

/** Puts files and rows of an archive into a site that is being founded, and opens it. */
export async function fill(
  { operation, input, step, progress }: Work<Input>,
  archive: Archive,
  tenant: Tenant,
): Promise<void> {
  const files = filesOf(tenant);
  await step("Putting photos in", async () => {
    await files.deletePrefix("");
    const keys = archive.manifest.files.map(({ key }) => key);
    await putFiles(files, archive, new Set(keys), progress);
  });
  const owners = await step("Putting everything else in", () =>
    withTenantRows(tenant.database, tenant.id, "write", async (rows) => {
      await putRows(rows, archive, progress);
      const address = addressIn(input.owner);
      if (address !== null) await addOwner(rows, address);
      return listOwners(rows);
    }),
  );
  await step("Opening the site", () =>
    platform.write(async (tx) => {
      if (!(await holdFounding(tx, tenant.id))) return;
      await setOwners(tx, tenant.id, owners.map(hashEmail));
      if (archive.manifest.site.confirmed) await confirmTenant(tx, tenant.id);
      const database = await findDatabase(tx, tenant.database.name);
      if (database?.kind === "own") await changeDatabase(tx, database.id, { state: "ready" });
      await activateFounded(tx, tenant.id);
      await addAuditLine(tx, {
        actor: operation.orderedBy,
        tenantId: tenant.id,
        slug: tenant.slug,
        action: "imported the site",
        detail: { from: archive.manifest.site.id, was: archive.manifest.site.slug },
      });
    }),
  );
}

async function addOwner({ sql }: TenantRows, email: string): Promise<void> {
  await sql.unsafe(
    `insert into members (email, role) values ($1, 'owner')
      on conflict (tenant_id, email) do update set role = 'owner'`,
    [email],
  );
}
