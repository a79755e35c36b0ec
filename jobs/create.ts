import type { z } from "zod";
import { Refusal } from "@/base/refusal";
import { type PlatformWriteTx, platform } from "@/db/platform/door";
import { changeDatabase, findDatabase } from "@/db/platform/queries/databases";
import { activateFounded, holdFounding, removeTenant } from "@/db/platform/queries/founding";
import { findTenantById } from "@/db/platform/queries/tenants";
import { withTenantRows } from "@/db/rows";
import type { Tenant } from "@/db/scope";
import { furnishTenant, makeFoundersLink } from "@/server/life/birth";
import { founderIn } from "@/server/life/claim";
import { FURNISHING, MAKING, OrderSchema, WRITING } from "@/server/life/coming";
import { confirmLetter } from "@/server/mail/letters";
import { post } from "@/server/mail/post";
import { dropDatabase, getDatabase, makeDatabase } from "./databases";
import { kindOf, type Work } from "./operation";

type BirthOrder = z.output<typeof OrderSchema>;

/** Creates a site with a database of its own, if no spare was ready. */
export const create = kindOf({
  input: OrderSchema,
  attempts: 5,
  async run(work) {
    const { input, step, memory } = work;
    const tenant = await platform.read((tx) => findTenantById(tx, input.tenantId));
    if (!tenant) throw new Refusal("The site was removed before it was made.");
    if (tenant.state === "founding") {
      const database = await platform.read((tx) => findDatabase(tx, input.databaseName));
      const { id } = getDatabase(database, input.databaseName);
      await step(MAKING, () => makeDatabase(getDatabase(database, input.databaseName)));
      await step(FURNISHING, () => platform.write((tx) => furnish(tx, work, tenant, id)));
    }
    if (memory.written !== true) await step(WRITING, () => write(work, tenant));
  },
  async undo({ input }) {
    await platform.write(async (tx) => {
      if (await holdFounding(tx, input.tenantId)) await removeTenant(tx, input.tenantId);
    });
    const database = await platform.read((tx) => findDatabase(tx, input.databaseName));
    if (database?.tenants === 0) await dropDatabase(database);
  },
});

/**
 * Writes the rows and then activates the tenant. After a kill between the two commits, the next attempt clears
 * the rows first.
 */
async function furnish(
  tx: PlatformWriteTx,
  { input, operation }: Work<BirthOrder>,
  tenant: Tenant,
  databaseId: string,
): Promise<void> {
  if (!(await holdFounding(tx, tenant.id))) return;
  const { preset, handOver } = input;
  if (operation.attempts > 1)
    await withTenantRows(tenant.database, tenant.id, "write", (rows) => rows.clear());
  await furnishTenant(tenant, { email: founderIn(input.founder), preset, handOver });
  await changeDatabase(tx, databaseId, { state: "ready" });
  await activateFounded(tx, tenant.id);
}

/** If the worker is killed right after sending, the mail is sent again, with a new link. */
async function write(
  { input, operation, remember }: Work<BirthOrder>,
  tenant: Tenant,
): Promise<void> {
  const url = await makeFoundersLink(tenant, founderIn(input.founder));
  if (url)
    await post(founderIn(input.founder), confirmLetter({ site: tenant.slug, url }), {
      requestId: operation.id,
      tenant: tenant.id,
    });
  await remember({ written: true });
}
