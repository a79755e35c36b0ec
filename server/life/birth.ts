import { randomUUID } from "node:crypto";
import { addressOf } from "@/base/env";
import { Refusal } from "@/base/refusal";
import { hashToken, makeToken, normalEmail } from "@/base/tokens";
import { directoryAbout } from "@/db/platform/directory";
import { activateFounded, holdFounding } from "@/db/platform/queries/founding";
import type { DatabaseKind } from "@/db/platform/states";
import { openScope, type Scope, type Tenant } from "@/db/scope";
import { addMember, findMemberByEmail } from "@/db/tenant/queries/members";
import { addOneTimeToken } from "@/db/tenant/queries/sessions";
import { addSite } from "@/db/tenant/queries/site";
import { defaultSkin } from "@/themes/presets";
import type { PresetId } from "@/themes/skin";
import { claimName, SETTLED, unclaimAfter } from "./claim";
import { nameProblem } from "./names";

/** What a new site begins with. */
export interface Founding {
  readonly name: string;
  readonly email: string;
  readonly preset: PresetId;
  /** Where its data shall live: in a pool (the default) or in a database of its own. */
  readonly placement?: DatabaseKind;
}

/** A site that has come into being, with the two one-time tokens its owner needs. */
export interface Born {
  readonly kind: "born";
  readonly tenant: Tenant;
  /** Signs the founder in once, from this browser, within 10 minutes. */
  readonly handOver: string;
  /** Goes by mail: shows that the address is the founder's, within 7 days. */
  readonly confirmation: string;
}

/** A site whose name is claimed and whose database is being made by this operation. */
export interface Coming {
  readonly kind: "coming";
  readonly tenant: Tenant;
  readonly operationId: string;
  /** Opens the page that tells how far it is and, once it is done, signs the founder in once. */
  readonly handOver: string;
}

/** One-time tokens name what they are for. */
export const HAND_OVER = "hand-over";
export const CONFIRMATION = "confirmation";

/**
 * Creates a tenant. Claims its name and, in the same commit, orders an operation that removes the tenant in
 * half a minute if it is still founding. Then writes its rows while the platform's row is locked, and commits
 * it as active. Of two at once, the second waits for the claim and is refused. After any kill, the tenant ends
 * up active or wholly gone; see docs/decisions/birth.md.
 * @throws Refusal when the name is not allowed or taken, with the sentence under `name`
 */
export async function createTenant(founding: Founding): Promise<Born | Coming> {
  const problem = nameProblem(founding.name);
  if (problem) throw new Refusal(problem, { status: 422, fields: { name: problem } });
  const handOver = makeToken();
  const confirmation = makeToken();
  const id = randomUUID();
  const directory = directoryAbout(id);
  const claimed = performance.now();
  const { tenant, operationId } = await directory.write((tx) =>
    claimName(tx, { ...founding, id }, handOver),
  );
  if (operationId) return { kind: "coming", tenant, operationId, handOver };
  let progress: "claimed" | "furnishing" | "furnished" = "claimed";
  try {
    await directory.write(async (tx) => {
      if (!(await holdFounding(tx, tenant.id)) || performance.now() - claimed > SETTLED / 2)
        throw new Refusal("This took too long and nothing was made. Send the form again.", {
          status: 503,
        });
      progress = "furnishing";
      await furnishTenant(tenant, {
        ...founding,
        handOver: hashToken(handOver),
        confirmation: hashToken(confirmation),
      });
      progress = "furnished";
      await activateFounded(tx, tenant.id);
    });
  } catch (error) {
    await unclaimAfter(error, tenant, progress);
    throw error;
  }
  return { kind: "born", tenant: { ...tenant, state: "active" }, handOver, confirmation };
}

/**
 * Writes what a new site begins with into its own database.
 * @param founding with the hashes of the one-time tokens that its founder is given
 */
export async function furnishTenant(
  tenant: Tenant,
  founding: {
    readonly email: string;
    readonly preset: PresetId;
    readonly handOver?: string;
    readonly confirmation?: string;
  },
): Promise<void> {
  const scope = openScope(tenant, { kind: "system", reason: "founding" });
  await scope.write(async (tx) => {
    await addSite(tx, tenant.slug, defaultSkin(founding.preset));
    const owner = await addMember(tx, { email: normalEmail(founding.email), role: "owner" });
    const tokens = [
      [HAND_OVER, founding.handOver, 10],
      [CONFIRMATION, founding.confirmation, 7 * 24 * 60],
    ] as const;
    for (const [purpose, tokenHash, minutes] of tokens)
      if (tokenHash)
        await addOneTimeToken(tx, {
          identifier: `${purpose}:${owner.id}`,
          tokenHash,
          expiresAt: minutesFromNow(minutes),
        });
  });
}

/** A new link that confirms a founder's address, or null when the site has no such member any more. */
export async function makeFoundersLink(tenant: Tenant, email: string): Promise<string | null> {
  const scope = openScope(tenant, { kind: "system", reason: "founding" });
  const member = await scope.read((tx) => findMemberByEmail(tx, email));
  return member && makeConfirmationLink(scope, member.id);
}

/** A new link that opens the site and signs this member in, valid for 7 days. Earlier links stay valid. */
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
 * The address at which an owner enters a site: its sign-in page, or a new confirmation link if the site is not
 * open yet, because such a site shows nobody its sign-in page. Null if the address is no member's.
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
