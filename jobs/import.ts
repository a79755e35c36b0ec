import { z } from "zod";
import { openArchive } from "@/archive/read";
import { backups } from "@/archive/retention";
import { platform } from "@/db/platform/door";
import { findDatabase } from "@/db/platform/queries/databases";
import { holdFounding, removeTenant } from "@/db/platform/queries/founding";
import { findTenantById } from "@/db/platform/queries/tenants";
import { withTenantRows } from "@/db/rows";
import { filesOf } from "@/server/photos/photo-files";
import { dropDatabase, makeDatabase } from "./databases";
import { fill } from "./import-fill";
import { kindOf, type Work } from "./operation";

const InputSchema = z.object({
  tenantId: z.uuid(),
  databaseName: z.string(),
  source: z.string(),
  owner: z.string().optional(),
});
/** What it is ordered with. */
export type Input = z.infer<typeof InputSchema>;

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
