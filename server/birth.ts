import { platform } from "@/db/platform/door";
import { claimTenant } from "@/db/platform/queries/tenants";
import { openScope, type Scope, type Tenant } from "@/db/scope";
import { addMember, findMemberByEmail } from "@/db/tenant/queries/members";
import { addOneTimeToken } from "@/db/tenant/queries/sessions";
import { foundSite } from "@/db/tenant/queries/site";
import { defaultSkin } from "@/themes/presets";
import type { PresetId } from "@/themes/skin";
import { addressOf } from "./env";
import { nameProblem } from "./names";
import { Refusal } from "./refusal";
import { hashEmail, hashToken, makeToken, normalEmail } from "./tokens";

/** What a new site begins with. */
export interface Founding {
  readonly name: string;
  readonly email: string;
  readonly preset: PresetId;
}

/** A site that has come into being, with the two one-time tokens its owner needs. */
export interface Birth {
  readonly tenant: Tenant;
  /** Signs the founder in once, from this browser, within 10 minutes. */
  readonly handOver: string;
  /** Goes by mail: shows that the address is the founder's, within 7 days. */
  readonly confirmation: string;
}

/** One-time tokens name what they are for. */
export const HAND_OVER = "hand-over";
export const CONFIRMATION = "confirmation";

/**
 * Creates a tenant. The platform's transaction is its birth: the name is claimed in it, the tenant's own
 * rows are written while the claim is held, and the tenant exists from its commit. Of two at once the
 * second waits for the claim and is refused before it has written anything.
 * @throws Refusal when the name is not allowed or taken, with the sentence under `name`
 */
export async function bearTenant({ name, email, preset }: Founding): Promise<Birth> {
  const problem = nameProblem(name);
  if (problem) throw new Refusal(problem, { status: 422, fields: { name: problem } });
  const handOver = makeToken();
  const confirmation = makeToken();
  const tenant = await platform.write(async (claim) => {
    const claimed = await claimTenant(claim, { slug: name, ownerEmailHash: hashEmail(email) });
    if (!claimed)
      throw new Refusal(
        "This name was taken a moment ago. Choose another; the rest is still here.",
        {
          status: 409,
          fields: { name: "This name is taken." },
        },
      );
    const scope = openScope(claimed, { kind: "system", reason: "founding" });
    await scope.write(async (tx) => {
      await foundSite(tx, name, defaultSkin(preset));
      const owner = await addMember(tx, { email: normalEmail(email), role: "owner" });
      await addOneTimeToken(tx, {
        identifier: `${HAND_OVER}:${owner.id}`,
        tokenHash: hashToken(handOver),
        expiresAt: minutesFromNow(10),
      });
      await addOneTimeToken(tx, {
        identifier: `${CONFIRMATION}:${owner.id}`,
        tokenHash: hashToken(confirmation),
        expiresAt: minutesFromNow(7 * 24 * 60),
      });
    });
    return claimed;
  });
  return { tenant, handOver, confirmation };
}

/** A new link that opens the site and signs this member in, for 7 days; earlier ones go on counting. */
export async function makeConfirmationLink(scope: Scope, memberId: string): Promise<string> {
  const token = makeToken();
  await scope.write((tx) =>
    addOneTimeToken(tx, {
      identifier: `${CONFIRMATION}:${memberId}`,
      tokenHash: hashToken(token),
      expiresAt: minutesFromNow(7 * 24 * 60),
    }),
  );
  return addressOf(scope.tenant.slug, `/confirm?${new URLSearchParams({ token })}`);
}

/**
 * Where an owner enters a site: the sign-in of one that is open, a new confirmation link of one that is not,
 * because that one shows itself to nobody. Null when the address is no member's there.
 */
export async function findEntrance(tenant: Tenant, email: string): Promise<string | null> {
  const scope = openScope(tenant, { kind: "system", reason: "find my site" });
  const member = await scope.read((tx) => findMemberByEmail(tx, normalEmail(email)));
  if (!member) return null;
  if (tenant.confirmed) return addressOf(tenant.slug, "/sign-in");
  return makeConfirmationLink(scope, member.id);
}

/** A moment so many minutes ahead of this server's clock. */
export function minutesFromNow(minutes: number): Date {
  return new Date(Date.now() + minutes * 60_000);
}
