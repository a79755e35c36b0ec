import { notFound, Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { addAuditLine } from "@/db/platform/queries/audit";
import { changeTenant, type HeldTenant, holdTenant } from "@/db/platform/queries/held-tenants";
import { wakeOperations } from "@/db/platform/queries/waiting-operations";
import type { Tenant } from "@/db/scope";
import { forgetTenant } from "@/server/access/tenants";

/** Who changes which tenant's life, and why. */
export interface Change {
  readonly tenant: Pick<Tenant, "id">;
  /** `owner`, `operator NAME`, `command line` or `Swingtag`. */
  readonly by: string;
  readonly reason: string;
  /** Which of the owners it was. */
  readonly memberId?: string;
}

/**
 * Closes a site until it is resumed. Its data stay as they are. From the next request on every replica answers
 * every path with a plain page, and operations that can wait are paused.
 * @throws Refusal when it is not open
 */
export async function suspendTenant({ tenant, by, reason }: Change): Promise<Tenant> {
  return changeState(tenant.id, "active", "suspended", {
    by,
    reason,
    action: "suspended the site",
  });
}

/**
 * Opens a suspended site again. Its sessions are still valid.
 * @throws Refusal when it is not suspended
 */
export async function resumeTenant({ tenant, by, reason }: Change): Promise<Tenant> {
  return changeState(tenant.id, "suspended", "active", { by, reason, action: "resumed the site" });
}

async function changeState(
  id: string,
  from: Tenant["state"],
  state: Tenant["state"],
  { by, reason, action }: { by: string; reason: string; action: string },
): Promise<Tenant> {
  const tenant = await platform.write(async (tx) => {
    const held = await holdTenant(tx, id);
    if (!held) throw notFound();
    if (held.state !== from) throw new Refusal(whyNot(held, state), { status: 409 });
    await changeTenant(tx, id, { state });
    if (state === "active") await wakeOperations(tx, id);
    await addAuditLine(tx, { actor: by, tenantId: id, slug: held.slug, action, reason });
    return { ...held, state };
  });
  forgetTenant(tenant.slug);
  return tenant;
}

function whyNot({ slug, state }: HeldTenant, wanted: Tenant["state"]): string {
  if (state === wanted)
    return wanted === "active" ? `${slug} is open already.` : `${slug} is suspended already.`;
  if (state === "active") return `${slug} is not suspended, so there is nothing to resume.`;
  if (state === "deleted") return `${slug} was deleted. Bring it back first.`;
  return `${slug} is being founded. Wait a minute, then look again.`;
}
