import { cookies } from "next/headers";
import { cache } from "react";
import { addressOf, env } from "@/base/env";
import { Refusal } from "@/base/refusal";
import { hashToken, makeToken, normalEmail } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import {
  addOperatorToken,
  findOperatorLink,
  takeOperatorLink,
} from "@/db/platform/queries/operator-links";
import {
  endOperatorSession,
  findOperatorSession,
  prolongOperatorSession,
  raiseSession,
} from "@/db/platform/queries/operator-sessions";
import {
  enrol,
  findOperator,
  type Operator,
  offerSecret,
  takeStep,
} from "@/db/platform/queries/operators";
import { currentRequest, note } from "@/server/access/request";
import { OPERATOR_COOKIE } from "./cookie";
import { makeSecret, seal, stepOf, unseal } from "./totp";

/** How long a sign-in link counts, in minutes. */
export const LINK_MINUTES = 15;

/** How long a link that was followed waits for its code, in minutes. */
const CODE_MINUTES = 10;

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

/** Makes the one-time link of an operator. It leads to a page that asks for one click: see `enter`. */
export async function makeOperatorLink(email: string): Promise<string> {
  const token = makeToken();
  await platform.write((tx) =>
    addOperatorToken(tx, {
      tokenHash: hashToken(token),
      email: normalEmail(email),
      kind: "link",
      minutes: LINK_MINUTES,
    }),
  );
  return addressOf("operator", `/enter?${new URLSearchParams({ token })}`);
}

/** Whether a link still counts, without using it up. */
export async function operatorLinkCounts(token: string): Promise<boolean> {
  return token.length <= 200 && platform.read((tx) => findOperatorLink(tx, hashToken(token)));
}

/**
 * Uses a link up and begins a session that has yet to give its code. Who was never here gets a secret to
 * enrol with, a new one each time until it is confirmed.
 * @throws Refusal when the link does not count
 */
export async function enter(linkToken: string): Promise<void> {
  const token = makeToken();
  const entered = await platform.write(async (tx) => {
    const email = await takeOperatorLink(tx, hashToken(linkToken));
    if (!email || !isListed(email)) return false;
    await offerSecret(tx, email, seal(makeSecret(), email));
    await addOperatorToken(tx, {
      tokenHash: hashToken(token),
      email,
      kind: "session",
      minutes: CODE_MINUTES,
    });
    return true;
  });
  if (!entered)
    throw new Refusal("This link does not count any more. Ask for a new one.", { status: 409 });
  await setCookie(token);
}

/**
 * Takes the second factor: enrols with the first code, and signs in.
 * @returns whether the second factor was set up just now
 * @throws Refusal when the code does not count, or was used before
 */
export async function giveCode(visit: OperatorVisit, code: string): Promise<{ enrolled: boolean }> {
  const operator = await platform.read((tx) => findOperator(tx, visit.email));
  const step = operator && stepOf(secretOf(operator), code);
  if (!operator || step === null) throw wrongCode();
  const token = makeToken();
  const enrolled = operator.enrolledAt === null;
  await platform.write(async (tx) => {
    const counts = enrolled
      ? await enrol(tx, operator, step)
      : await takeStep(tx, operator.email, step);
    if (!counts) throw wrongCode();
    const raised = await raiseSession(tx, { from: hashToken(visit.token), to: hashToken(token) });
    if (!raised) throw new Refusal("This took too long. Ask for a new link.", { status: 401 });
  });
  await setCookie(token);
  return { enrolled };
}

function wrongCode(): Refusal {
  const sentence = "This code does not count. Wait for the next one and type its six digits.";
  return new Refusal(sentence, { status: 403, fields: { code: sentence } });
}

/**
 * The operator of this request, once for each; null for everyone else. Whoever is no longer listed is out
 * at once, and a session in use lasts on.
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

/** A session with less than this left, in milliseconds, is prolonged: not with each request, once a minute. */
const ALMOST_FULL = 59 * 60_000;

/** What enrolment shows: the secret of whoever has followed a link and never confirmed a code; else null. */
export async function secretToEnrol(visit: OperatorVisit): Promise<string | null> {
  const operator = await platform.read((tx) => findOperator(tx, visit.email));
  return operator && operator.enrolledAt === null ? secretOf(operator) : null;
}

/** @throws Error as `unseal` */
export function secretOf(operator: Pick<Operator, "secret" | "email">): string {
  return unseal(operator.secret, operator.email);
}

/** Ends this session here and in the database. */
export async function leave(visit: OperatorVisit): Promise<void> {
  await platform.write((tx) => endOperatorSession(tx, hashToken(visit.token)));
  await setCookie("");
}

/** Gives the browser its session, or takes it. Strict: no other site's link or form brings it along. */
async function setCookie(token: string): Promise<void> {
  const jar = await cookies();
  jar.set(OPERATOR_COOKIE, token, {
    httpOnly: true,
    secure: true,
    sameSite: "strict",
    path: "/",
    ...(token === "" && { maxAge: 0 }),
  });
}
