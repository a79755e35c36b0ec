import PostalMime from "postal-mime";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { SESSION_COOKIE } from "@/base/cookies";
import { log } from "@/base/log";
import { hashAttempt, hashToken, makeToken } from "@/base/tokens";
import { directory } from "@/db/platform/directory";
import { rates } from "@/db/platform/schema";
import type { Scope } from "@/db/scope";
import {
  addMember,
  findSessionMember,
  listMembers,
  removeMember,
} from "@/db/tenant/queries/members";
import { addOneTimeToken, hasOneTimeToken } from "@/db/tenant/queries/sessions";
import { describeTwins } from "@/db/testing";
// The handler behind next-auth's routes, which its package does not export.
import { AuthHandler } from "../node_modules/next-auth/core";
import { authOptions, linkCounts, makeSignInLink } from "./auth";
import { enterWith } from "./auth/session";
import { closeServers, smtpServer } from "./mail/testing";
import { afterResponse, heldSession, send } from "./testing";

const smtp = vi.hoisted(() => ({ url: "" }));

vi.mock("next/headers", async () => (await import("./testing")).nextHeaders);
vi.mock("next/server", async () => (await import("./testing")).nextServer);
vi.mock("@/base/env", async (original) => {
  const actual = await original<typeof import("@/base/env")>();
  return { ...actual, env: () => ({ ...actual.env(), DEMO: false, SMTP_URL: smtp.url }) };
});

const CSRF_COOKIE = "__Host-swingtag-csrf";

let server: Awaited<ReturnType<typeof smtpServer>>;
beforeAll(async () => {
  server = await smtpServer();
  smtp.url = `smtp://127.0.0.1:${server.port}`;
});
afterAll(closeServers);

describeTwins("signing in by mail", (twins) => {
  beforeEach(() => {
    vi.spyOn(log, "info").mockImplementation(() => {});
    server.delivered.length = 0;
    const host = `${twins().ours.tenant.slug}.localhost:3000`;
    send({ host, origin: `http://${host}` });
  });

  const ours = () => twins().ours.as("system");
  const theirs = () => twins().theirs.as("system");

  /** Asks for a link as the form does, and lets the mail go. @returns where the browser is sent */
  async function askForLink(scope: Scope, email: string): Promise<string | undefined> {
    const options = authOptions(scope);
    const csrf = await AuthHandler<{ csrfToken: string }>({
      req: { action: "csrf", method: "GET", headers: {}, cookies: {} },
      options,
    });
    const cookie = csrf.cookies?.find(({ name }) => name === CSRF_COOKIE)?.value ?? "";
    const answer = await AuthHandler({
      req: {
        action: "signin",
        providerId: "email",
        method: "POST",
        headers: {},
        cookies: { [CSRF_COOKIE]: cookie },
        body: { email, csrfToken: csrf.body?.csrfToken },
      },
      options,
    });
    await afterResponse();
    return answer.redirect;
  }

  /** Follows a link as its page does. @returns the session's token, or null, with where the browser is sent */
  async function follow(scope: Scope, { email, token }: { email: string; token: string }) {
    const answer = await AuthHandler({
      req: {
        action: "callback",
        providerId: "email",
        method: "GET",
        headers: {},
        cookies: {},
        query: { email, token, callbackUrl: "/studio" },
      },
      options: authOptions(scope),
    });
    const session = answer.cookies?.find(({ name }) => name === SESSION_COOKIE)?.value;
    return { session: session || null, redirect: answer.redirect ?? "" };
  }

  function read(link: string) {
    const query = new URL(link).searchParams;
    return { email: query.get("email") ?? "", token: query.get("token") ?? "" };
  }

  async function mailedLink(): Promise<{ email: string; token: string }> {
    expect(server.delivered).toHaveLength(1);
    const mail = await PostalMime.parse(server.delivered[0]?.raw ?? "");
    const link = mail.text?.split("\n").find((line) => line.includes("/sign-in/confirm?"));
    expect(link).toContain(`http://${twins().ours.tenant.slug}.localhost`);
    return read(link ?? "");
  }

  test("mails a member a link through the real server, which signs in once and on this site alone", async () => {
    const { email, id } = twins().ours.members.editor;
    await askForLink(ours(), ` ${email.toUpperCase()} `);
    expect(server.delivered[0]?.recipients).toEqual([email]);
    const link = await mailedLink();
    expect(await linkCounts(ours(), link.email, link.token)).toBe(true);
    expect(await linkCounts(theirs(), link.email, link.token)).toBe(false);
    expect((await follow(theirs(), link)).session).toBeNull();
    const { session, redirect } = await follow(ours(), link);
    expect(redirect).toMatch(/\/studio$/);
    const find = (scope: Scope) =>
      scope.read((tx) => findSessionMember(tx, hashToken(session ?? "")));
    expect(await find(ours())).toMatchObject({ id });
    expect(await find(theirs())).toBeNull();
    expect(await linkCounts(ours(), link.email, link.token)).toBe(false);
    expect((await follow(ours(), link)).session).toBeNull();
  });

  test("of ten who follow one link at once exactly one is signed in", async () => {
    const link = read(await makeSignInLink(ours(), twins().ours.members.viewer.email));
    const answers = await Promise.all(Array.from({ length: 10 }, () => follow(ours(), link)));
    expect(answers.filter(({ session }) => session !== null)).toHaveLength(1);
  });

  test("answers a stranger as a member, mails nothing and makes no account", async () => {
    const before = await ours().read(listMembers);
    const toMember = await askForLink(ours(), twins().ours.members.owner.email);
    server.delivered.length = 0;
    for (const stranger of [twins().theirs.members.owner.email, "who@example.com", "a\u0000@b.c"]) {
      expect(await askForLink(ours(), stranger)).toBe(toMember);
      expect(server.delivered).toHaveLength(0);
    }
    expect(await ours().read(listMembers)).toEqual(before);
  });

  test("beyond five links to one address nobody is mailed, the answer is the same, and those that are out stay good", async () => {
    await directory.write((tx) => tx.delete(rates));
    const { email } = twins().ours.members.owner;
    const answers = new Set<string | undefined>();
    for (const spelled of [
      email,
      ` ${email}`,
      email.toUpperCase(),
      email,
      email,
      email,
      ` ${email} `,
    ])
      answers.add(await askForLink(ours(), spelled));
    expect(answers.size).toBe(1);
    expect(server.delivered.map(({ recipients }) => recipients)).toEqual(Array(5).fill([email]));
    const mails = await Promise.all(server.delivered.map(({ raw }) => PostalMime.parse(raw)));
    const links = mails.map(({ text }) =>
      read(text?.split("\n").find((line) => line.includes("/sign-in/confirm?")) ?? ""),
    );
    for (const { token } of links) expect(await linkCounts(ours(), email, token)).toBe(true);
    expect((await follow(ours(), links[0] ?? { email, token: "" })).session).not.toBeNull();
  });

  test("asking in a member's name leaves the other members and sites their links", async () => {
    await directory.write((tx) => tx.delete(rates));
    for (let time = 0; time < 8; time++) await askForLink(ours(), twins().ours.members.owner.email);
    server.delivered.length = 0;
    await askForLink(ours(), twins().ours.members.editor.email);
    expect(server.delivered).toHaveLength(1);
    const keys = await directory.read((tx) => tx.select().from(rates));
    expect(new Set(keys.map(({ key }) => key))).toEqual(
      new Set(
        ["owner", "editor"].map((role) =>
          hashAttempt(
            "sign-in as",
            `${twins().ours.tenant.id} ${role}@${twins().ours.tenant.slug}.example`,
          ),
        ),
      ),
    );
  });

  test("nobody is left without a link by others who ask: the count ends no later than the first link", async () => {
    await directory.write((tx) => tx.delete(rates));
    const before = Date.now();
    await askForLink(ours(), twins().ours.members.owner.email);
    const [counted] = await directory.read((tx) => tx.select().from(rates));
    const lasts = 20 * 60_000;
    expect((counted?.expiresAt.getTime() ?? 0) - before).toBeLessThan(lasts + 5000);
  });

  test("a link of a member who was removed meanwhile signs nobody in and tells nothing of the inside", async () => {
    const email = "leaver@ours.example";
    const { id } = await ours().write((tx) => addMember(tx, { email, role: "viewer" }));
    const link = read(await makeSignInLink(ours(), email));
    await ours().write((tx) => removeMember(tx, id));
    const { session, redirect } = await follow(ours(), link);
    expect(session).toBeNull();
    expect(decodeURIComponent(redirect)).not.toMatch(/select|query|params|uuid|leaver/i);
    expect((await ours().read(listMembers)).map((member) => member.email)).not.toContain(email);
  });

  test("a link counts for the address it was mailed to alone", async () => {
    const { email, token } = read(await makeSignInLink(ours(), twins().ours.members.viewer.email));
    const others = [
      twins().ours.members.owner.email,
      email.slice(0, -1),
      "",
      "\u0000",
      `${email}x`,
    ];
    for (const other of others) {
      expect(await linkCounts(ours(), other, token), other).toBe(false);
      expect((await follow(ours(), { email: other, token })).session, other).toBeNull();
    }
    expect(await linkCounts(ours(), email, token)).toBe(true);
  });

  test("a one-time token of a member enters once; of one who was removed, never", async () => {
    const { id } = await ours().write((tx) =>
      addMember(tx, { email: "soon-gone@ours.example", role: "owner" }),
    );
    const make = async (memberId: string) => {
      const token = makeToken();
      const expiresAt = new Date(Date.now() + 60_000);
      await ours().write((tx) =>
        addOneTimeToken(tx, {
          identifier: `test:${memberId}`,
          tokenHash: hashToken(token),
          expiresAt,
        }),
      );
      return token;
    };
    const [stays, goes] = [await make(twins().ours.members.owner.id), await make(id)];
    await ours().write((tx) => removeMember(tx, id));
    expect(await enterWith(ours(), "test", goes)).toBeNull();
    expect(heldSession()).toBeNull();
    expect(await enterWith(theirs(), "test", stays)).toBeNull();
    expect(await enterWith(ours(), "test", stays)).toBe(twins().ours.members.owner.id);
    const member = await ours().read((tx) => findSessionMember(tx, hashToken(heldSession() ?? "")));
    expect(member).toMatchObject({ id: twins().ours.members.owner.id });
    expect(await enterWith(ours(), "test", stays)).toBeNull();
    expect(await ours().read((tx) => hasOneTimeToken(tx, "test", hashToken(stays)))).toBe(false);
  });
});
