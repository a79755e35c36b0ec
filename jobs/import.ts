import { z } from "zod";
import { backups } from "@/archive/kept";
import { putFiles, putRows } from "@/archive/put-back";
import { type Archive, openArchive } from "@/archive/read";
import { hashEmail } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { setOwners } from "@/db/platform/queries/archives";
import { addAuditLine } from "@/db/platform/queries/audit";
import { changeDatabase, findDatabase } from "@/db/platform/queries/databases";
import {
  activateFounded,
  confirmTenant,
  holdFounding,
  removeTenant,
} from "@/db/platform/queries/founding";
import { findTenantById } from "@/db/platform/queries/tenants";
import { type TenantRows, withTenantRows } from "@/db/rows";
import type { Tenant } from "@/db/scope";
import { addressIn } from "@/server/life/import";
import { filesOf } from "@/server/photos/photo-files";
import { dropDatabase, makeDatabase } from "./databases";
import { kindOf, type Work } from "./operation";
import { listOwners } from "./restore";

const InputSchema = z.object({
  tenantId: z.uuid(),
  databaseName: z.string(),
  source: z.string(),
  owner: z.string().optional(),
});
type Input = z.infer<typeof InputSchema>;

/** Makes a new site of an archive. Nobody sees it before its last step; a failure leaves nothing of it. */
export const importSite = kindOf<Input>({
  input: InputSchema,
  attempts: 5,
  async run(work) {
    const { input, step, progress, signal } = work;
    const store = await backups();
    const tenant = await platform.read((tx) => findTenantById(tx, input.tenantId));
    if (tenant?.state === "founding") {
      await prepareDatabase(work);
      await store.withFile(input.source, async (path) => {
        const archive = await openArchive(path, signal);
        try {
          await step("Comparing the archive with its checksums", () => archive.prove(progress));
          await fill(work, archive, tenant);
        } finally {
          archive.close();
        }
      });
    }
    await store.delete(input.source);
  },
  async undo({ input }) {
    const tenant = await platform.read((tx) => findTenantById(tx, input.tenantId));
    const database = await platform.read((tx) => findDatabase(tx, input.databaseName));
    if (tenant?.state === "founding") {
      if (database?.kind === "pool")
        await withTenantRows(tenant.database, tenant.id, "write", (rows) => rows.clear());
      await filesOf(tenant).deletePrefix("");
      await platform.write(async (tx) => {
        if (await holdFounding(tx, tenant.id)) await removeTenant(tx, tenant.id);
      });
    }
    const left = await platform.read((tx) => findDatabase(tx, input.databaseName));
    if (left?.kind === "own" && left.tenants === 0) await dropDatabase(left);
    await (await backups()).delete(input.source);
  },
});

async function prepareDatabase({ input, step }: Work<Input>): Promise<void> {
  const database = await platform.read((tx) => findDatabase(tx, input.databaseName));
  if (database?.state === "preparing")
    await step("Making the database", () => makeDatabase(database));
}

async function fill(
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
