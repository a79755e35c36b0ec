import { encryptText } from "@/base/encryption";
import { log } from "@/base/log";
import { notFound, Refusal } from "@/base/refusal";
import { withDeadline } from "@/db/deadline";
import { directoryAbout } from "@/db/platform/directory";
import { addAuditLine } from "@/db/platform/queries/audit";
import { changeTenant, holdTenant } from "@/db/platform/queries/held-tenants";
import { orderOperation } from "@/db/platform/queries/operations";
import { findTenantById } from "@/db/platform/queries/tenants";
import { openScope, type Scope, type Tenant } from "@/db/scope";
import { listMembers } from "@/db/tenant/queries/members";
import { endAllSessions } from "@/db/tenant/queries/sessions";
import { getSite } from "@/db/tenant/queries/site";
import { forgetTenant } from "@/server/access/tenants";
import { post } from "@/server/mail/post";
import { deletedLetter } from "@/server/mail/removal";
import { bringBackAddress, PURGE, RETURN_DAYS } from "./return";
import { refuseInStack } from "./stack-refusal";
import type { Change } from "./suspend";

/** A site that is gone for its visitors and waits for its removal. */
interface Deleted {
  readonly purgeAt: Date;
  /** The signed address of the page on which everything comes back with one click. */
  readonly bringBack: string;
}

/**
 * Deletes a site. From this commit on it is gone for visitors, and everyone is signed out. For 30 days its rows
 * and files stay, and the mailed link or an operator can bring it back. Then `jobs/purge.ts` removes it for
 * good.
 * @throws Refusal when there is nothing to delete
 */
export async function deleteTenant({ tenant, by, reason, memberId }: Change): Promise<Deleted> {
  refuseInStack("deleted");
  const purgeAt = new Date(Date.now() + RETURN_DAYS * 24 * 60 * 60 * 1000);
  const directory = directoryAbout(tenant.id);
  const found = await directory.read((tx) => findTenantById(tx, tenant.id));
  if (!found) throw notFound();
  const people = await ownersOf(found);
  const { held, operationId } = await directory.write(async (tx) => {
    const held = await holdTenant(tx, tenant.id);
    if (!held) throw notFound();
    if (held.state === "deleted")
      throw new Refusal(`${held.slug} is deleted already.`, { status: 409 });
    if (held.state === "founding")
      throw new Refusal(`${held.slug} is being founded. Wait a minute, then look again.`, {
        status: 409,
      });
    await changeTenant(tx, held.id, { state: "deleted", purgeAt });
    const operationId = await orderOperation(tx, {
      kind: PURGE,
      tenantId: held.id,
      slug: held.slug,
      input: { tenantId: held.id, was: held.state },
      memory: people ? { people: encryptText(PURGE, JSON.stringify(people)) } : {},
      exclusive: false,
      orderedBy: by,
      reason,
      runAt: purgeAt,
    });
    if (!operationId) throw new Error("The removal was not ordered.");
    await addAuditLine(tx, {
      actor: by,
      tenantId: held.id,
      slug: held.slug,
      action: "deleted the site",
      reason,
      detail: { removedFrom: purgeAt.toISOString(), member: memberId },
    });
    return { held, operationId };
  });
  forgetTenant(held.slug);
  await endSessionsOf(held).catch((error: unknown) => {
    // Sessions are not valid while the site is deleted, and bringing it back ends them first.
    log.warn({ err: error, tenant: held.id }, "sessions not ended yet");
  });
  const bringBack = bringBackAddress({ tenantId: held.id, operationId });
  const letter = deletedLetter({ site: people?.site ?? held.slug, purgeAt, url: bringBack });
  for (const email of people?.emails ?? [])
    await post(email, letter, { requestId: operationId, tenant: held.id });
  return { purgeAt, bringBack };
}

interface People {
  readonly site: string;
  readonly emails: readonly string[];
}

/** The owners and the site's name for the letters; null if the tenant's database is away or broken. */
async function ownersOf(tenant: Tenant): Promise<People | null> {
  try {
    // The deletion goes on without them, so they may not use up its time.
    const [site, members] = await withDeadline(3000, () =>
      systemScopeOf(tenant).read((tx) => Promise.all([getSite(tx), listMembers(tx)])),
    );
    const owners = members.filter(({ role }) => role === "owner");
    return { site: site.name, emails: owners.map(({ email }) => email) };
  } catch (error) {
    log.warn({ err: error, tenant: tenant.id }, "owners not found");
    return null;
  }
}

/** Signs all members of a site out. */
export async function endSessionsOf(tenant: Tenant): Promise<void> {
  await systemScopeOf(tenant).write(endAllSessions);
}

function systemScopeOf(tenant: Tenant): Scope {
  return openScope(tenant, { kind: "system", reason: "deletion" });
}
