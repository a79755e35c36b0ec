import { cookies } from "next/headers";
import { platform } from "@/db/platform/door";
import { confirmTenant } from "@/db/platform/queries/tenants";
import type { Scope } from "@/db/scope";
import { verifyMember } from "@/db/tenant/queries/members";
import { addSession, takeOneTimeTokenByPurpose } from "@/db/tenant/queries/sessions";
import { minutesFromNow } from "./birth";
import { SESSION_COOKIE } from "./request";
import { forgetTenant } from "./tenants";
import { hashToken, makeToken } from "./tokens";

/** How long a browser stays signed in, in seconds: 30 days. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** The attributes of the session's cookie, wherever it is set. */
export const SESSION_COOKIE_OPTIONS = {
  httpOnly: true,
  secure: true,
  sameSite: "lax",
  path: "/",
} as const;

/**
 * Signs the browser in with a one-time token of a purpose, if it still counts.
 * @returns whether it did
 */
export async function enterWith(scope: Scope, purpose: string, token: string): Promise<boolean> {
  if (token.length < 20 || token.length > 200) return false;
  const session = makeToken();
  const expiresAt = minutesFromNow(SESSION_SECONDS / 60);
  const entered = await scope.write(async (tx) => {
    const memberId = await takeOneTimeTokenByPurpose(tx, purpose, hashToken(token));
    if (!memberId) return false;
    await addSession(tx, { tokenHash: hashToken(session), memberId, expiresAt });
    return true;
  });
  if (!entered) return false;
  const jar = await cookies();
  jar.set(SESSION_COOKIE, session, { ...SESSION_COOKIE_OPTIONS, expires: expiresAt });
  return true;
}

/** Notes that a member's address is theirs; an owner's opens the site to visitors. */
export async function confirmAddress(scope: Scope, memberId: string): Promise<void> {
  const member = await scope.write((tx) => verifyMember(tx, memberId));
  if (member?.role !== "owner" || scope.tenant.confirmed) return;
  await platform.write((tx) => confirmTenant(tx, scope.tenant.id));
  forgetTenant(scope.tenant.slug);
}
