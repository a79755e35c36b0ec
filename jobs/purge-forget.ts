import { z } from "zod";
import { platform } from "@/db/platform/door";
import { addAuditLine } from "@/db/platform/queries/audit";
import { removeOperations } from "@/db/platform/queries/certificates";
import { changeDatabase, findDatabase } from "@/db/platform/queries/databases";
import { removeTenant } from "@/db/platform/queries/founding";
import { holdTenant } from "@/db/platform/queries/held-tenants";
import { keepName, listFormerNames } from "@/db/platform/queries/names";
import { noteProgress } from "@/db/platform/queries/operations";
import { forgetTenant } from "@/server/access/tenants";
import type { Work } from "./operation";
import type { PurgeOrder, Subject } from "./purge-begin";

/** What the platform forgot. */
export const ForgottenSchema = z.object({
  operations: z.number(),
  formerNames: z.array(z.string()),
});

/**
 * Removes what the platform knows of the tenant and lets its name rest, in one transaction. Its own database
 * is noted as retiring in the same one, so that none is forgotten.
 */
export async function forget(
  { operation }: Work<PurgeOrder>,
  { tenantId, slug, home }: Subject,
): Promise<z.infer<typeof ForgottenSchema>> {
  const forgotten = await platform.write(async (tx) => {
    const held = await holdTenant(tx, tenantId);
    const formerNames = (await listFormerNames(tx, tenantId)).map((name) => name.slug);
    const operations = await removeOperations(tx, tenantId, operation.id);
    const forgotten = { operations, formerNames };
    if (!held) return forgotten;
    await removeTenant(tx, tenantId);
    await keepName(tx, slug, null);
    const database = await findDatabase(tx, home.name);
    if (database?.kind === "own") await changeDatabase(tx, database.id, { state: "retiring" });
    await addAuditLine(tx, {
      actor: "Swingtag",
      tenantId,
      slug,
      action: "removed the site for good",
    });
    await noteProgress(tx, operation.id, { memory: { forgotten } });
    return forgotten;
  });
  forgetTenant(slug);
  return forgotten;
}
