import { after } from "next/server";
import type { AuthOptions } from "next-auth";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import EmailProvider from "next-auth/providers/email";
import { SESSION_COOKIE } from "@/base/cookies";
import { addressOf, env } from "@/base/env";
import { log } from "@/base/log";
import { signInKeyOf } from "@/base/stack";
import { hashToken, makeToken, normalEmail } from "@/base/tokens";
import type { Scope } from "@/db/scope";
import {
  findMember,
  findMemberByEmail,
  findSessionMember,
  type Member,
} from "@/db/tenant/queries/members";
import {
  addOneTimeToken,
  addSession,
  endSession,
  findSession,
  hasOneTimeToken,
  prolongSession,
  takeOneTimeToken,
} from "@/db/tenant/queries/sessions";
import { getSite } from "@/db/tenant/queries/site";
import { linksAtOnce, mayAttempt } from "./access/rate";
import { currentRequest } from "./access/request";
import { confirmAddress, SESSION_COOKIE_OPTIONS, SESSION_SECONDS } from "./auth/session";
import { signInLetter } from "./mail/letters";
import { post } from "./mail/post";

/** How long a sign-in link counts, in minutes. */
const SIGN_IN_MINUTES = 20;

/** The options of next-auth for one request on one site. It stores everything in that tenant's own tables. */
export function authOptions(scope: Scope): AuthOptions {
  const adapter = memberAdapter(scope);
  return {
    adapter,
    secret: signInKeyOf(scope.tenant.id),
    session: {
      strategy: "database",
      maxAge: SESSION_SECONDS,
      updateAge: 24 * 60 * 60,
      generateSessionToken: makeToken,
    },
    useSecureCookies: true,
    cookies: {
      sessionToken: { name: SESSION_COOKIE, options: SESSION_COOKIE_OPTIONS },
      callbackUrl: { name: "__Host-swingtag-back", options: SESSION_COOKIE_OPTIONS },
      csrfToken: { name: "__Host-swingtag-csrf", options: SESSION_COOKIE_OPTIONS },
    },
    pages: {
      signIn: "/sign-in",
      signOut: "/sign-out",
      verifyRequest: "/sign-in/sent",
      error: "/sign-in/again",
    },
    providers: [
      EmailProvider({
        from: env().mailFrom,
        maxAge: SIGN_IN_MINUTES * 60,
        generateVerificationToken: makeToken,
        normalizeIdentifier: normalEmail,
        sendVerificationRequest: ({ identifier, token }) => offerSignIn(scope, identifier, token),
      }),
    ],
    callbacks: {
      // A request for a link gets the same answer for members and strangers. Only a member can follow one.
      signIn: async ({ user, email }) => {
        if (email?.verificationRequest) return true;
        // Looks the member up by address, because next-auth uses the address as the id of a person without an
        // account.
        const member = await adapter.getUserByEmail(user.email ?? "");
        if (!member) return false;
        await confirmAddress(scope, member.id);
        return true;
      },
      redirect: ({ baseUrl }) => `${baseUrl}/studio`,
    },
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
  };
}

/**
 * Mails the link if a member has the address and was not mailed too many. Runs after the response, so that
 * neither it nor its time tells anything. Counted here, by the address that next-auth arrived at, however it was
 * spelled in the request.
 */
async function offerSignIn(scope: Scope, email: string, token: string): Promise<void> {
  const { id } = await currentRequest();
  after(async () => {
    const [member, { name }] = await scope.read((tx) =>
      Promise.all([findMemberByEmail(tx, email), getSite(tx)]),
    );
    if (!member) return;
    const subject = `${scope.tenant.id} ${member.email}`;
    const rate = linksAtOnce(SIGN_IN_MINUTES);
    if (!(await mayAttempt({ kind: "sign-in as", subject, rate }))) {
      log.info({ requestId: id, tenant: scope.tenant.id }, "no further sign-in link");
      return;
    }
    const url = signInAddress(scope, email, token);
    const letter = signInLetter({ site: name, url, minutes: SIGN_IN_MINUTES });
    await post(email, letter, { requestId: id, tenant: scope.tenant.id });
  });
}

/** The link leads to a page that asks for one click, so that a mail scanner that follows it does not use it up. */
function signInAddress(scope: Scope, email: string, token: string): string {
  const query = new URLSearchParams({ email, token });
  return addressOf(scope.tenant.slug, `/sign-in/confirm?${query}`);
}

/**
 * Makes a link that signs a member in, without mail: for the demo's start and for tests.
 * @throws Error when the address is no member's
 */
export async function makeSignInLink(scope: Scope, email: string): Promise<string> {
  const token = makeToken();
  await scope.write(async (tx) => {
    if (!(await findMemberByEmail(tx, email))) throw new Error("This address is no member's.");
    await addOneTimeToken(tx, {
      identifier: email,
      tokenHash: storedHash(scope, token),
      expiresAt: new Date(Date.now() + SIGN_IN_MINUTES * 60_000),
    });
  });
  return signInAddress(scope, email, token);
}

/** Whether a sign-in link still counts, without using it up. */
export async function linkCounts(scope: Scope, email: string, token: string): Promise<boolean> {
  if (email.length > 254 || token.length > 200) return false;
  return scope.read((tx) => hasOneTimeToken(tx, normalEmail(email), storedHash(scope, token)));
}

/** next-auth hashes a link's token with the secret before it reaches the adapter, which hashes it again. */
function storedHash(scope: Scope, token: string): string {
  return hashToken(hashToken(`${token}${signInKeyOf(scope.tenant.id)}`));
}

const NOBODY = "00000000-0000-0000-0000-000000000000";

function memberAdapter(scope: Scope) {
  return {
    // Creates no account. Strangers get no link, but might make one up.
    createUser: async (user: Omit<AdapterUser, "id">) => ({ ...user, id: NOBODY }),
    getUser: async (id) => userOf(await scope.read((tx) => findMember(tx, id))),
    getUserByEmail: async (email) =>
      userOf(await scope.read((tx) => findMemberByEmail(tx, normalEmail(email)))),
    getUserByAccount: async () => null,
    updateUser: async ({ id }) => {
      const member = userOf(await scope.read((tx) => findMember(tx, id)));
      if (!member) throw new Error("There is no such member.");
      return member;
    },
    linkAccount: async () => undefined,
    createSession: async ({ sessionToken, userId, expires }) => {
      await scope.write((tx) =>
        addSession(tx, {
          tokenHash: hashToken(sessionToken),
          memberId: userId,
          expiresAt: expires,
        }),
      );
      return { sessionToken, userId, expires };
    },
    getSessionAndUser: async (sessionToken) => {
      const tokenHash = hashToken(sessionToken);
      const [session, member] = await scope.read((tx) =>
        Promise.all([findSession(tx, tokenHash), findSessionMember(tx, tokenHash)]),
      );
      const user = userOf(member);
      return session && user
        ? { session: { sessionToken, userId: session.memberId, expires: session.expiresAt }, user }
        : null;
    },
    updateSession: async ({ sessionToken, expires }) => {
      if (expires) await scope.write((tx) => prolongSession(tx, hashToken(sessionToken), expires));
      return null;
    },
    deleteSession: async (sessionToken) => {
      await scope.write((tx) => endSession(tx, hashToken(sessionToken)));
    },
    createVerificationToken: async ({ identifier, token, expires }) => {
      await scope.write((tx) =>
        addOneTimeToken(tx, {
          identifier: normalEmail(identifier),
          tokenHash: hashToken(token),
          expiresAt: expires,
        }),
      );
      return { identifier, token, expires };
    },
    useVerificationToken: async ({ identifier, token }) => {
      const taken = await scope.write((tx) =>
        takeOneTimeToken(tx, { identifier: normalEmail(identifier), tokenHash: hashToken(token) }),
      );
      return taken && { identifier, token, expires: taken.expiresAt };
    },
  } satisfies Adapter;
}

function userOf(member: Member | null): AdapterUser | null {
  return (
    member && {
      id: member.id,
      email: member.email,
      name: member.name || null,
      emailVerified: member.emailVerifiedAt,
    }
  );
}
