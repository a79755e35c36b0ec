import { cookies } from "next/headers";
import { cache } from "react";
import { env } from "@/base/env";
import { hashToken, normalEmail } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import {
  endOperatorSession,
  findOperatorSession,
  prolongOperatorSession,
} from "@/db/platform/queries/operator-sessions";
import { currentRequest, note } from "@/server/access/request";
import { OPERATOR_COOKIE } from "./cookie";

/** Who is at the console; `token` is what the browser holds. */
export interface OperatorVisit {
  readonly email: string;
  readonly token: string;
  /** False while the second factor is still asked for. */
  readonly signedIn: boolean;
}

/** Whether the setting OPERATORS names this address. */
export function isListed(email: string): boolean {
  return env().OPERATORS.includes(normalEmail(email));
}

/**
 * The operator of this request, once for each; null for everyone else. An operator who is no longer listed is
 * out at once. Using a session prolongs it.
 */
export const findOperatorVisit = cache(async (): Promise<OperatorVisit | null> => {
  const request = await currentRequest();
  if (request.destination.kind !== "operator") return null;
  const token = (await cookies()).get(OPERATOR_COOKIE)?.value ?? "";
  if (token.length < 20 || token.length > 200) return null;
  const tokenHash = hashToken(token);
  const session = await platform.read((tx) => findOperatorSession(tx, tokenHash));
  if (!session) return null;
  if (!isListed(session.email)) {
    await platform.write((tx) => endOperatorSession(tx, tokenHash));
    return null;
  }
  const signedIn = session.secondFactorAt !== null;
  if (signedIn && session.expiresAt.getTime() < Date.now() + ALMOST_FULL)
    await platform.write((tx) => prolongOperatorSession(tx, tokenHash));
  note(request.id, { actor: `operator ${session.email}` });
  return { email: session.email, token, signedIn };
});

/**
 * A session with less than this left, in milliseconds, is prolonged; so that happens once a minute and not with
 * each request.
 */
const ALMOST_FULL = 59 * 60_000;

/** Ends this session here and in the database. */
export async function leave(visit: OperatorVisit): Promise<void> {
  await platform.write((tx) => endOperatorSession(tx, hashToken(visit.token)));
  await setCookie("");
}

/** Gives the browser its session, or takes it. SameSite=Strict, so that no link or form of another site sends it. */
export async function setCookie(token: string): Promise<void> {
  const jar = await cookies();
  jar.set(OPERATOR_COOKIE, token, {
    httpOnly: true,
    secure: true,
    sameSite: "strict",
    path: "/",
    ...(token === "" && { maxAge: 0 }),
  });
}
