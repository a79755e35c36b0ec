import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { env } from "@/base/env";
import { describeTwins } from "@/db/testing";
import { startSession } from "@/server/auth/session";
import { ANN, age, at, beginAnew, cookie, signIn, visit } from "@/server/testing-operator";
import { operatorAction } from "./action";
import { findOperatorVisit, leave } from "./session";

vi.mock("next/headers", async () => (await import("@/server/testing")).nextHeaders);
vi.mock("next/cache", async () => (await import("@/server/testing")).nextCache);

describeTwins("an operator", (twins) => {
  beforeEach(beginAnew);
  afterEach(() => {
    vi.useRealTimers();
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
