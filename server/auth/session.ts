import { cookies } from "next/headers";
import { SESSION_COOKIE } from "@/base/cookies";
import { hashToken, makeToken } from "@/base/tokens";
import { directoryAbout } from "@/db/platform/directory";
import { confirmTenant } from "@/db/platform/queries/founding";
import type { Scope, WriteTx } from "@/db/scope";
import { findMember, verifyMember } from "@/db/tenant/queries/members";
import { addSession, takeOneTimeTokenByPurpose } from "@/db/tenant/queries/sessions";
import { forgetTenant } from "../access/tenants";
import { minutesFromNow } from "../life/birth";

/** How long a browser stays signed in, in seconds: 30 days. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** The attributes of the session's cookie, wherever it is set. */
export const SESSION_COOKIE_OPTIONS = {
  httpOnly: true,
  secure: true,
  sameSite: "lax",
  path: "/",
} as const;

/** A session that has begun; its token goes to the browser and nowhere else. */
export interface NewSession {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Begins a session of a member, in the transaction that decided on it. */
export async function startSession(tx: WriteTx, memberId: string): Promise<NewSession> {
  const token = makeToken();
  const expiresAt = minutesFromNow(SESSION_SECONDS / 60);
  await addSession(tx, { tokenHash: hashToken(token), memberId, expiresAt });
  return { token, expiresAt };
}

/** Gives the browser its session. Only in handlers and actions: pages cannot set cookies. */
export async function setSession({ token, expiresAt }: NewSession): Promise<void> {
  const jar = await cookies();
  jar.set(SESSION_COOKIE, token, { ...SESSION_COOKIE_OPTIONS, expires: expiresAt });
}

/**
 * Signs the browser in with a one-time token of a purpose.
 * @returns the member's id, or null when the token does not count
 */
export async function enterWith(
  scope: Scope,
  purpose: string,
  token: string,
): Promise<string | null> {
  if (token.length < 20 || token.length > 200) return null;
  const entered = await scope.write(async (tx) => {
    const memberId = await takeOneTimeTokenByPurpose(tx, purpose, hashToken(token));
    // The member may have been removed since the token was made.
    if (!memberId || !(await findMember(tx, memberId))) return null;
    return { memberId, session: await startSession(tx, memberId) };
  });
  if (!entered) return null;
  await setSession(entered.session);
  return entered.memberId;
}

/** Notes that a member's address is theirs; an owner's opens the site to visitors. */
export async function confirmAddress(scope: Scope, memberId: string): Promise<void> {
  const member = await scope.write((tx) => verifyMember(tx, memberId));
  if (member?.role !== "owner" || scope.tenant.confirmed) return;
  const { id } = scope.tenant;
  await directoryAbout(id).write((tx) => confirmTenant(tx, id));
  forgetTenant(scope.tenant.slug);
}
