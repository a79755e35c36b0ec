import { z } from "zod";
import { type PlatformWriteTx, platform } from "@/db/platform/door";
import { changeDatabase, findDatabase } from "@/db/platform/queries/databases";
import { holdFounding, removeTenant } from "@/db/platform/queries/founding";
import { orderOperation } from "@/db/platform/queries/operations";
import { findTenantById } from "@/db/platform/queries/tenants";
import { withTenantRows } from "@/db/rows";
import { kindOf } from "./operation";

/**
 * Removes a tenant that is still founding half a minute after its birth began, because its founder's request
 * was lost. Ordered with each birth; the last step says which of the two it found.
 */
export const settle = kindOf({
  input: z.object({ tenantId: z.uuid() }),
  attempts: Number.POSITIVE_INFINITY,
  async run({ input: { tenantId }, step }) {
    // Waits for a founding request that is still running; then the tenant is active.
    const isFounding = await step("Making sure that a site came to be", () =>
      platform.write((tx) => holdFounding(tx, tenantId)),
    );
    if (isFounding)
      await step("Removing a site that never came to be", () =>
        platform.write((tx) => remove(tx, tenantId)),
      );
  },
});

async function remove(tx: PlatformWriteTx, tenantId: string): Promise<void> {
  if (!(await holdFounding(tx, tenantId))) return;
  const tenant = await findTenantById(tx, tenantId);
  if (!tenant) return;
  await withTenantRows(tenant.database, tenant.id, "write", (rows) => rows.clear());
  await removeTenant(tx, tenant.id);
  if (tenant.placement === "pool") return;
  const database = await findDatabase(tx, tenant.database.name);
  if (!database) return;
  await changeDatabase(tx, database.id, { state: "retiring" });
  await orderOperation(tx, {
    kind: "retire",
    input: { databaseId: database.id, name: database.name },
    exclusive: false,
    orderedBy: "Swingtag",
  });
}
