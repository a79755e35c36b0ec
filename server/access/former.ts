import type { Arriving, Doorstep } from "@/base/bridge";
import { addressOf } from "@/base/env";
import { log } from "@/base/log";
import { noteSite } from "@/base/telemetry/trace";
import { hashToken, makeToken } from "@/base/tokens";
import { openScope, type Scope, type Tenant } from "@/db/scope";
import { findMember } from "@/db/tenant/queries/members";
import {
  addOneTimeToken,
  endSession,
  findSession,
  takeOneTimeTokenByPurpose,
} from "@/db/tenant/queries/sessions";
import { setSession, startSession } from "../auth/session";
import { lookUp, tenantNamed } from "./tenants";

/** Paths of mailed links, which work before the site was opened to visitors. */
const MAILED = /^\/(confirm|invitation|sign-in\/confirm)\?/;

/** How long a browser may take from the former host to the present one, in milliseconds. */
const CROSSING = 60_000;

const PURPOSE = "former";

/**
 * What a site's host answers in the app's place, or null if the app answers. A former name redirects to its
 * tenant's present host and to no other. A suspended or deleted site says so. A site that was never opened to
 * visitors shows them none of this.
 */
export async function doorstepOf(site: string, arriving: Arriving): Promise<Doorstep | null> {
  noteSite(site);
  const { tenant, former } = await lookUp(site);
  if (tenant) {
    if (!tenant.confirmed) return null;
    if (tenant.state === "suspended") return { kind: "closed" };
    return tenant.state === "deleted" ? { kind: "gone" } : null;
  }
  if (!former) return null;
  const crossing = await crossingOf(former.slug, arriving).catch((error: unknown) => {
    log.warn({ err: error, tenant: former.tenantId }, "not handed over");
    return null;
  });
  if (crossing) return { kind: "crossing", to: crossing };
  if (!former.confirmed && !MAILED.test(arriving.path)) return null;
  return { kind: "moved", to: addressOf(former.slug, arriving.path) };
}

/** A one-time address of the present host for a browser whose session counts; null where it has none. */
async function crossingOf(slug: string, { path, session }: Arriving): Promise<string | null> {
  if (!session) return null;
  const tenant = await tenantNamed(slug);
  return tenant?.state === "active" ? makeCrossing(tenant, session, path) : null;
}

/**
 * Makes the one-time address at which a browser goes on with its session under the site's present name. It is
 * valid once, for a minute, for this tenant and this path.
 * @returns null if the session is not valid
 */
export async function makeCrossing(
  tenant: Tenant,
  session: string,
  path: string,
): Promise<string | null> {
  const to = pathOf(path);
  if (session.length > 200 || !to) return null;
  const scope = openScope(tenant, { kind: "system", reason: "former address" });
  const sessionHash = hashToken(session);
  const found = await scope.read((tx) => findSession(tx, sessionHash));
  if (!found) return null;
  const token = makeToken();
  await scope.write((tx) =>
    addOneTimeToken(tx, {
      identifier: `${PURPOSE}:${found.memberId}:${sessionHash}`,
      tokenHash: hashToken(`${token}\n${to}`),
      expiresAt: new Date(Date.now() + CROSSING),
    }),
  );
  return addressOf(tenant.slug, `/welcome?${new URLSearchParams({ token, to })}`);
}

/** Ends the session of the former host and begins one of this. @returns whether the token counted */
export async function arriveFromFormer(scope: Scope, token: string, to: string): Promise<boolean> {
  if (token.length < 20 || token.length > 200) return false;
  const begun = await scope.write(async (tx) => {
    const taken = await takeOneTimeTokenByPurpose(tx, PURPOSE, hashToken(`${token}\n${to}`));
    const [memberId, sessionHash] = taken?.split(":") ?? [];
    if (!memberId || !sessionHash || !(await findMember(tx, memberId))) return null;
    // A session that was ended meanwhile on the former host is not continued here.
    if (!(await findSession(tx, sessionHash))) return null;
    await endSession(tx, sessionHash);
    return startSession(tx, memberId);
  });
  if (begun) await setSession(begun);
  return begun !== null;
}

/** A path of this host with its query; null for a text that a browser could read as another host. */
export function pathOf(text: string): `/${string}` | null {
  if (text.length > 2000 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text)) return null;
  return `/${text.slice(1)}`;
}
