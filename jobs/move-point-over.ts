import { stackOn } from "@/base/stack";
import { platform } from "@/db/platform/door";
import { addAuditLine } from "@/db/platform/queries/audit";
import { findDatabase } from "@/db/platform/queries/databases";
import { holdTenant, placeTenant } from "@/db/platform/queries/held-tenants";
import { cancelCopyRemoval, holdAttempt } from "@/db/platform/queries/moves";
import { orderOperation } from "@/db/platform/queries/operations";
import type { MoveInput } from "@/server/life/move";
import type { Route } from "./move-route";
import type { Work } from "./operation";

/** How long the old copy is kept, in milliseconds. */
const KEPT = 24 * 3600 * 1000;

/** Points the register at the new home and orders the end of the old copy, in one transaction. @throws Error when another attempt has taken the move over */
export async function pointOver(
  { operation, input }: Work<MoveInput>,
  { from, to }: Route,
): Promise<void> {
  await platform.write(async (tx) => {
    if (!(await holdAttempt(tx, operation.id, operation.attempts)))
      throw new Error("Another attempt has taken this move over.");
    const tenant = await holdTenant(tx, input.tenantId);
    const target = await findDatabase(tx, to.name);
    if (tenant?.database.name !== from.name || target?.state !== "ready")
      throw new Error("One end of the move is not what it was when it began.");
    await placeTenant(tx, tenant.id, target.id);
    await cancelCopyRemoval(tx, tenant.id, target.id);
    await orderOperation(tx, {
      kind: "retire-copy",
      tenantId: tenant.id,
      slug: tenant.slug,
      input: { tenantId: tenant.id, databaseId: from.id, name: from.name },
      exclusive: false,
      orderedBy: "Swingtag",
      runAt: new Date(Date.now() + KEPT),
    });
    await addAuditLine(tx, {
      actor: operation.orderedBy,
      tenantId: tenant.id,
      slug: tenant.slug,
      action: "moved the site",
      reason: operation.reason,
      detail: { from: tierOf(from), to: tierOf(to), left: from.name, database: to.name },
    });
  });
}

function tierOf({ kind, server }: Route["from"]): string {
  return stackOn(server) ? "stack" : kind;
}
