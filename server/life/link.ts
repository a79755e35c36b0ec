import { Refusal } from "@/base/refusal";
import { directoryAbout } from "@/db/platform/directory";
import { findCertificateOf } from "@/db/platform/queries/certificates";
import { findTenantWithEnd } from "@/db/platform/queries/held-tenants";
import { findOperation } from "@/db/platform/queries/operations";
import type { Tenant } from "@/db/scope";
import { bringBackTenant } from "./bring-back";
import { readBringBack } from "./return";

/** What has become of a deleted site, for whoever holds the link that brings it back. */
export type Standing =
  | { readonly kind: "waits"; readonly slug: string; readonly purgeAt: Date }
  | { readonly kind: "here"; readonly slug: string }
  | { readonly kind: "removing"; readonly slug: string }
  | { readonly kind: "removed"; readonly slug: string; readonly certificateId: string };

/** @returns null if the link is not ours, or its deletion was undone */
export async function findStanding(token: string): Promise<Standing | null> {
  const about = readBringBack(token);
  if (!about) return null;
  const { tenantId, operationId } = about;
  const [tenant, certificate, removal] = await directoryAbout(tenantId).read((tx) =>
    Promise.all([
      findTenantWithEnd(tx, tenantId),
      findCertificateOf(tx, tenantId),
      findOperation(tx, operationId),
    ]),
  );
  if (certificate)
    return { kind: "removed", slug: certificate.slug, certificateId: certificate.id };
  if (!tenant) return removal && { kind: "removing", slug: removal.slug };
  const { slug, state, purgeAt } = tenant;
  if (state !== "deleted") return { kind: "here", slug };
  if (!removal || removal.state === "failed") return null;
  return purgeAt ? { kind: "waits", slug, purgeAt } : { kind: "removing", slug };
}

/**
 * Brings a site back by the mailed link, which only owners got.
 * @throws Refusal when the link no longer counts
 */
export async function bringBackByLink(token: string): Promise<Tenant> {
  const about = readBringBack(token);
  const standing = about && (await findStanding(token));
  if (!about || standing?.kind !== "waits") throw new Refusal(whyNot(standing), { status: 409 });
  return bringBackTenant({
    tenant: { id: about.tenantId },
    by: "owner",
    reason: "the link from the mail",
  });
}

function whyNot(standing: Standing | null): string {
  if (standing?.kind === "here") return `${standing.slug} is back already.`;
  if (standing) return "Its removal has begun, and what is removed can't be brought back.";
  return "This link is no longer good. Take the one from the latest mail, and all of it.";
}
