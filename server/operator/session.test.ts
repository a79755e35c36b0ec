import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { hashToken } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { findOperator } from "@/db/platform/queries/operators";
import { operators, operatorTokens, rates } from "@/db/platform/schema";
import { describeTwins } from "@/db/testing";
import { startSession } from "@/server/auth/session";
import { nextHeaders, type Sent, send } from "@/server/testing";
import { halfwayAction, operatorAction } from "./action";
import { OPERATOR_COOKIE } from "./cookie";
import { giveCode, secretOf, secretToEnrol } from "./second-factor";
import { findOperatorVisit, leave } from "./session";
import { enter, makeOperatorLink, operatorLinkCounts } from "./sign-in";
import { codeOf } from "./totp";

vi.mock("next/headers", async () => (await import("@/server/testing")).nextHeaders);
vi.mock("next/cache", async () => (await import("@/server/testing")).nextCache);

const HOST = "operator.localhost:3000";
const ANN = "ann@swingtag.example";

describeTwins("an operator", (twins) => {
  const cookie = async () => (await nextHeaders.cookies()).get(OPERATOR_COOKIE)?.value ?? "";
  const at = async (change: Partial<Sent> = {}, token?: string) => {
    const held = token ?? (await cookie());
    send({ host: HOST, origin: `http://${HOST}`, ...change });
    (await nextHeaders.cookies()).set(OPERATOR_COOKIE, held);
  };
  const visit = async () => {
    const found = await findOperatorVisit();
    if (!found) throw new Error("Nobody is there.");
    return found;
  };
  const tokenOf = (link: string) => new URL(link).searchParams.get("token") ?? "";
  const follow = async (email = ANN) => enter(tokenOf(await makeOperatorLink(email)));
  const secret = async () => {
    const operator = await platform.read((tx) => findOperator(tx, ANN));
    if (!operator) throw new Error("The operator has followed a link.");
    return secretOf(operator);
  };
  const code = async (steps = 0) => codeOf(await secret(), Date.now() + steps * 30_000);
  const signIn = async () => {
    await follow();
    await giveCode(await visit(), await code(-1));
  };
  const age = (by: string) =>
    platform.write((tx) =>
      tx.update(operatorTokens).set({
        createdAt: sql`created_at - ${by}::interval`,
        expiresAt: sql`expires_at - ${by}::interval`,
      }),
    );

  afterEach(() => {
    vi.useRealTimers();
  });
  beforeEach(async () => {
    // The middle of a time step, so that no test runs into the next one.
    vi.useFakeTimers({ toFake: ["Date"], now: Math.floor(Date.now() / 30_000) * 30_000 + 15_000 });
    vi.spyOn(log, "info").mockImplementation(() => {});
    vi.spyOn(log, "error").mockImplementation(() => {});
    env().OPERATORS.splice(0, env().OPERATORS.length, ANN);
    await platform.write(async (tx) => {
      await tx.delete(operatorTokens);
      await tx.delete(operators);
      await tx.delete(rates);
    });
    await at({}, "");
  });

  test("a link counts once, and looking at its page uses nothing up", async () => {
    const token = tokenOf(await makeOperatorLink(ANN));
    for (const _ of [1, 2]) expect(await operatorLinkCounts(token)).toBe(true);
    await enter(token);
    expect(await operatorLinkCounts(token)).toBe(false);
    await expect(enter(token)).rejects.toThrow("Ask for a new one");
  });

  test("of two who follow a link at once one gets in", async () => {
    const token = tokenOf(await makeOperatorLink(ANN));
    const both = await Promise.allSettled([enter(token), enter(token)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("a link is over after 15 minutes, and one of somebody not listed leads nowhere", async () => {
    const late = tokenOf(await makeOperatorLink(ANN));
    await age("15 minutes");
    await expect(enter(late)).rejects.toThrow("does not count");
    await expect(follow("bob@swingtag.example")).rejects.toThrow("does not count");
    expect(await cookie()).toBe("");
  });

  test("only hashes of links and sessions are stored, and the secret is not readable", async () => {
    const token = tokenOf(await makeOperatorLink(ANN));
    await enter(tokenOf(await makeOperatorLink(ANN)));
    const stored = JSON.stringify(
      await platform.read((tx) =>
        Promise.all([tx.select().from(operatorTokens), tx.select().from(operators)]),
      ),
    );
    expect(stored).toContain(hashToken(token));
    for (const plain of [token, await cookie(), await secret()])
      expect(stored).not.toContain(plain);
  });

  test("a session without the second factor does nothing but give it", async () => {
    await follow();
    expect(await visit()).toMatchObject({ email: ANN, signedIn: false });
    const run = vi.fn(async () => "done");
    const spec = { name: "probe", input: z.strictObject({}), run };
    expect(await operatorAction(spec)({})).toMatchObject({ ok: false, status: 401 });
    expect(run).not.toHaveBeenCalled();
    expect(await halfwayAction(spec)({})).toMatchObject({ ok: true });
  });

  test("a secret is shown until its first code counts, and never after", async () => {
    await follow();
    const first = await secretToEnrol(await visit());
    await follow();
    const second = await secretToEnrol(await visit());
    expect(second).not.toBe(first);
    const { enrolled } = await giveCode(await visit(), await code());
    expect(enrolled).toBe(true);
    expect(await secretToEnrol(await visit())).toBeNull();
    await follow();
    expect(await secretToEnrol(await visit())).toBeNull();
    expect(await secret()).toBe(second);
  });

  test("the second factor gives the browser another token, and the one before counts no more", async () => {
    await follow();
    const before = await cookie();
    await giveCode(await visit(), await code());
    expect(await cookie()).not.toBe(before);
    expect(await visit()).toMatchObject({ signedIn: true });
    await at({}, before);
    expect(await findOperatorVisit()).toBeNull();
  });

  test("a code counts once, and so do those before it", async () => {
    await signIn();
    await follow();
    await expect(giveCode(await visit(), await code(-1))).rejects.toThrow("does not count");
    await giveCode(await visit(), await code());
    await follow();
    for (const step of [-1, 0])
      await expect(giveCode(await visit(), await code(step))).rejects.toThrow("does not count");
    await giveCode(await visit(), await code(1));
  });

  test("of two browsers with the same code at once one is signed in", async () => {
    await signIn();
    const visits = [];
    for (const _ of [1, 2]) {
      await follow();
      visits.push(await visit());
    }
    const digits = await code();
    const both = await Promise.allSettled(visits.map((one) => giveCode(one, digits)));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("a wrong code signs nobody in and sets nothing up", async () => {
    await follow();
    const wrong = String((Number(await code()) + 1) % 1_000_000).padStart(6, "0");
    await expect(giveCode(await visit(), wrong)).rejects.toThrow("does not count");
    expect(await visit()).toMatchObject({ signedIn: false });
    expect(await secretToEnrol(await visit())).not.toBeNull();
  });

  test("attempts at the code are counted for the person, whatever the address", async () => {
    await follow();
    const attempt = halfwayAction({
      name: "code",
      input: z.strictObject({}),
      rate: { limit: 6, seconds: 900 },
      run: async () => "tried",
    });
    const answers = [];
    for (let n = 0; n < 7; n++) {
      await at({ client: `192.0.2.${n}` });
      answers.push((await attempt({})).ok);
    }
    expect(answers).toEqual([true, true, true, true, true, true, false]);
  });

  test("a session ends after an hour without use and after 8 hours with it", async () => {
    await signIn();
    await age("59 minutes");
    expect(await findOperatorVisit()).not.toBeNull();
    for (let hours = 0; hours < 7; hours++) {
      await age("58 minutes");
      expect(await findOperatorVisit()).not.toBeNull();
    }
    await age("20 minutes");
    expect(await findOperatorVisit()).toBeNull();
  });

  test("an hour without use is the end of a session", async () => {
    await signIn();
    await age("61 minutes");
    expect(await findOperatorVisit()).toBeNull();
  });

  test("who is taken from the list is out with the next request, for good", async () => {
    await signIn();
    env().OPERATORS.splice(0, 1, "bob@swingtag.example");
    expect(await findOperatorVisit()).toBeNull();
    env().OPERATORS.splice(0, 1, ANN);
    expect(await findOperatorVisit()).toBeNull();
  });

  test("signing out ends the session in the database", async () => {
    await signIn();
    const token = await cookie();
    await leave(await visit());
    await at({}, token);
    expect(await findOperatorVisit()).toBeNull();
  });

  test("the console's session is nothing on a site, and a site's is nothing at the console", async () => {
    await signIn();
    const { ours } = twins();
    await at({ host: `${ours.tenant.slug}.localhost:3000` });
    expect(await findOperatorVisit()).toBeNull();
    const { token } = await ours
      .as("system")
      .write((tx) => startSession(tx, ours.members.owner.id));
    await at({ session: token }, token);
    expect(await findOperatorVisit()).toBeNull();
  });

  test.each([
    ["without an Origin", { origin: null }, 403],
    ["from a site", { origin: "http://ours-1.localhost:3000" }, 403],
    ["from the front page", { origin: "http://localhost:3000" }, 403],
    [
      "to a site's host",
      { host: "ours-1.localhost:3000", origin: "http://ours-1.localhost:3000" },
      404,
    ],
  ])("an action %s does nothing", async (_, change, status) => {
    await signIn();
    await at(change);
    const run = vi.fn(async () => "done");
    const outcome = await operatorAction({ name: "probe", input: z.strictObject({}), run })({});
    expect(outcome).toMatchObject({ ok: false, status });
    expect(run).not.toHaveBeenCalled();
  });
});
