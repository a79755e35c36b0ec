import { addressOf } from "@/base/env";
import { Refusal } from "@/base/refusal";
import { hashToken, makeToken } from "@/base/tokens";
import { withDeadline } from "@/db/deadline";
import { directory, directoryAbout } from "@/db/platform/directory";
import { addAuditLine } from "@/db/platform/queries/audit";
import { orderOperation } from "@/db/platform/queries/operations";
import { findTenantById } from "@/db/platform/queries/tenants";
import { openScope, type Scope, type Tenant } from "@/db/scope";
import {
  addOneTimeToken,
  addSession,
  takeOneTimeTokenByPurpose,
} from "@/db/tenant/queries/sessions";
import {
  endOverdueSupport,
  endSupport,
  findGrant,
  grantSupport,
  hasOverdueGrant,
  type SupportGrant,
} from "@/db/tenant/queries/support";
import { setSession } from "./auth/session";

/** For how many hours an owner may let support in. */
export const SUPPORT_HOURS = [1, 24, 72] as const;

/** The kind of operation that ends a grant when its time is over. */
const END_SUPPORT = "end-support";

/** How long one look lasts at most, in milliseconds, within the grant: 8 hours. */
const LONGEST_LOOK = 8 * 3600_000;

const PURPOSE = "support";

/**
 * Lets support look at the owner's site. Writes the audit line and orders the end first; if that fails, nothing
 * is granted.
 * @param scope the owner's
 * @throws Refusal when it is granted already
 */
export async function letSupportIn(
  scope: Scope,
  { hours, reason }: { readonly hours: number; readonly reason: string },
): Promise<SupportGrant> {
  const { id, slug } = scope.tenant;
  const grant = await scope.write((tx) => grantSupport(tx, hours));
  try {
    await directoryAbout(id).write(async (tx) => {
      const about = { tenantId: id, slug, reason };
      await addAuditLine(tx, {
        ...about,
        actor: "owner",
        action: "let support in",
        detail: { until: grant.until.toISOString() },
      });
      await orderOperation(tx, {
        ...about,
        kind: END_SUPPORT,
        input: { tenantId: id },
        exclusive: false,
        orderedBy: "owner",
        runAt: grant.until,
      });
    });
  } catch (error) {
    // Even if the request's time is up, because nobody would know of this grant.
    await withDeadline(3000, () => scope.write(endSupport));
    throw error;
  }
  return grant;
}

/**
 * Ends support's access at once, its sessions and links with it.
 * @throws Refusal when there is none
 */
export async function sendSupportAway(scope: Scope): Promise<void> {
  const { id, slug } = scope.tenant;
  await directoryAbout(id).write(async (tx) => {
    await addAuditLine(tx, {
      actor: "owner",
      tenantId: id,
      slug,
      action: "sent support away",
    });
    if (!(await scope.write(endSupport)))
      throw new Refusal("Support has no access any more. Load this page again.", { status: 409 });
  });
}

/** The grant that an owner has given and that still stands, or null. It is waited for briefly. */
export async function findStandingGrant(tenant: Tenant): Promise<SupportGrant | null> {
  return withDeadline(3000, () => scopeOf(tenant).read(findGrant));
}

/**
 * Makes the one-time address at which an operator looks at a site as a viewer. Writes the audit line before
 * anyone can use it.
 * @throws Refusal when the owner has not let support in
 */
export async function openForSupport(tenant: Tenant, by: string): Promise<string> {
  if (tenant.state !== "active")
    throw new Refusal("This site is closed. Nobody can look at it.", { status: 409 });
  const token = makeToken();
  await directoryAbout(tenant.id).write(async (tx) => {
    await addAuditLine(tx, {
      actor: by,
      tenantId: tenant.id,
      slug: tenant.slug,
      action: "looked at the site as support",
    });
    await scopeOf(tenant).write(async (own) => {
      const grant = await findGrant(own);
      if (!grant)
        throw new Refusal("Its owner has not let support in. Ask for it, with the reason.", {
          status: 403,
        });
      await addOneTimeToken(own, {
        identifier: `${PURPOSE}:${grant.memberId}`,
        tokenHash: hashToken(token),
        expiresAt: new Date(Date.now() + 60_000),
      });
    });
  });
  const query = new URLSearchParams({ token });
  return addressOf(tenant.slug, `/studio/support/enter?${query}`);
}

/**
 * Begins support's session in this browser, until the grant ends or for 8 hours.
 * @returns whether the token counts, and the grant still stands
 */
export async function enterAsSupport(scope: Scope, token: string): Promise<boolean> {
  if (token.length < 20 || token.length > 200) return false;
  const session = { token: makeToken(), expiresAt: new Date(Date.now() + LONGEST_LOOK) };
  const entered = await scope.write(async (tx) => {
    const memberId = await takeOneTimeTokenByPurpose(tx, PURPOSE, hashToken(token));
    const grant = memberId && (await findGrant(tx));
    if (!grant || grant.memberId !== memberId) return false;
    if (grant.until < session.expiresAt) session.expiresAt = grant.until;
    await addSession(tx, {
      tokenHash: hashToken(session.token),
      memberId,
      expiresAt: session.expiresAt,
    });
    return true;
  });
  if (entered) await setSession(session);
  return entered;
}

/** Removes support from a site if its grant is over, and writes the audit line. Idempotent. */
export async function endOverdueGrant(tenantId: string): Promise<void> {
  const tenant = await directory.read((tx) => findTenantById(tx, tenantId));
  if (!tenant) return;
  const scope = scopeOf(tenant);
  if (!(await scope.read(hasOverdueGrant))) return;
  await directoryAbout(tenant.id).write(async (tx) => {
    await addAuditLine(tx, {
      actor: "Swingtag",
      tenantId: tenant.id,
      slug: tenant.slug,
      action: "ended support’s access",
      reason: "Its time was over.",
    });
    await scope.write(endOverdueSupport);
  });
}

function scopeOf(tenant: Tenant): Scope {
  return openScope(tenant, { kind: "system", reason: "support" });
}
