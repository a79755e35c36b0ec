import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { hashToken } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { operators, operatorTokens } from "@/db/platform/schema";
import { describeTwins } from "@/db/testing";
import {
  ANN,
  age,
  at,
  beginAnew,
  code,
  cookie,
  follow,
  secret,
  signIn,
  tokenOf,
  visit,
} from "@/server/testing-operator";
import { halfwayAction, operatorAction } from "./action";
import { giveCode, secretToEnrol } from "./second-factor";
import { findOperatorVisit } from "./session";
import { enter, makeOperatorLink, operatorLinkCounts } from "./sign-in";

vi.mock("next/headers", async () => (await import("@/server/testing")).nextHeaders);
vi.mock("next/cache", async () => (await import("@/server/testing")).nextCache);

describeTwins("an operator", () => {
  beforeEach(beginAnew);
  afterEach(() => {
    vi.useRealTimers();
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
});
