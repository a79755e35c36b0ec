import { Refusal } from "@/base/refusal";
import { directoryAbout } from "@/db/platform/directory";
import { addAuditLine } from "@/db/platform/queries/audit";
import { changeTenant, holdTenant } from "@/db/platform/queries/held-tenants";
import { cancelWaiting, wakeOperations } from "@/db/platform/queries/waiting-operations";
import type { Tenant } from "@/db/scope";
import { forgetTenant } from "@/server/access/tenants";
import { endSessionsOf } from "./remove";
import { findRemoval, PURGE, stateBefore } from "./return";
import type { Change } from "./suspend";

/**
 * Brings a deleted site back as it was, with its members signed out. If the removal begins at the same moment,
 * exactly one of the two wins.
 * @throws Refusal when it is not deleted, or when its removal has begun
 */
export async function bringBackTenant({ tenant, by, reason }: Change): Promise<Tenant> {
  const back = await directoryAbout(tenant.id).write(async (tx) => {
    const held = await holdTenant(tx, tenant.id);
    if (!held) throw new Refusal(TOO_LATE, { status: 409 });
    if (held.state !== "deleted")
      throw new Refusal(`${held.slug} is not deleted, so there is nothing to bring back.`, {
        status: 409,
      });
    if (!held.purgeAt) throw new Refusal(TOO_LATE, { status: 409 });
    await endSessionsOf(held);
    const was = stateBefore(await findRemoval(tx, held.id));
    await cancelWaiting(tx, held.id, PURGE);
    await changeTenant(tx, held.id, { state: was, purgeAt: null });
    if (was === "active") await wakeOperations(tx, held.id);
    await addAuditLine(tx, {
      actor: by,
      tenantId: held.id,
      slug: held.slug,
      action: "brought the site back",
      reason,
    });
    return { ...held, state: was };
  });
  forgetTenant(back.slug);
  return back;
}

const TOO_LATE = "Its removal has begun, and what is removed can't be brought back.";
