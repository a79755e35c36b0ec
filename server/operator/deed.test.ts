import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { Refusal } from "@/base/refusal";
import { hashToken, makeToken } from "@/base/tokens";
import { directory } from "@/db/platform/directory";
import { platform } from "@/db/platform/door";
import { listAudit } from "@/db/platform/queries/audit";
import { addOperatorToken } from "@/db/platform/queries/operator-links";
import { raiseSession } from "@/db/platform/queries/operator-sessions";
import { findTenantById } from "@/db/platform/queries/tenants";
import { rates } from "@/db/platform/schema";
import { describeTwins } from "@/db/testing";
import { resumeTenant, suspendTenant } from "@/server/life/suspend";
import { nextHeaders, send } from "@/server/testing";
import { OPERATOR_COOKIE } from "./cookie";
import { deed, SURE, WHY } from "./deed";

vi.mock("next/headers", async () => (await import("@/server/testing")).nextHeaders);
vi.mock("next/cache", async () => (await import("@/server/testing")).nextCache);

const HOST = "operator.localhost:3000";
const ANN = "ann@swingtag.example";
const NOBODY = "00000000-0000-4000-8000-000000000000";

const suspend = deed({
  name: "suspend",
  input: z.strictObject(SURE),
  run: async ({ tenant, by, reason }) => {
    await suspendTenant({ tenant, by, reason });
    return "done";
  },
});
const resume = deed({
  name: "resume",
  input: z.strictObject(WHY),
  run: async ({ tenant, by, reason }) => {
    await resumeTenant({ tenant, by, reason });
    return "done";
  },
});

describeTwins("a deed of an operator", (twins) => {
  const ours = () => twins().ours.tenant;
  const given = (change = {}) => ({
    tenant: ours().id,
    reason: "Reported photographs",
    confirm: ours().slug,
    ...change,
  });
  const stateOf = async (id: string) =>
    (await platform.read((tx) => findTenantById(tx, id)))?.state;
  const lines = (id: string) => platform.read((tx) => listAudit(tx, { tenantId: id }));
  const hold = async (token: string) => {
    send({ host: HOST, origin: `http://${HOST}` });
    (await nextHeaders.cookies()).set(OPERATOR_COOKIE, token);
  };
  const session = async (signedIn: boolean) => {
    const [half, whole] = [makeToken(), makeToken()];
    await platform.write(async (tx) => {
      const common = { email: ANN, kind: "session", minutes: 5 } as const;
      await addOperatorToken(tx, { ...common, tokenHash: hashToken(half) });
      if (signedIn) await raiseSession(tx, { from: hashToken(half), to: hashToken(whole) });
    });
    await hold(signedIn ? whole : half);
  };

  beforeEach(async () => {
    vi.spyOn(log, "info").mockImplementation(() => {});
    env().OPERATORS.splice(0, env().OPERATORS.length, ANN);
    await directory.write((tx) => tx.delete(rates));
    await session(true);
  });

  test("stands in the tenant's log with the operator and the reason, and not in the neighbour's", async () => {
    const before = await lines(twins().theirs.tenant.id);
    expect(await suspend(given())).toEqual({ ok: true, data: { says: "done" } });
    expect(await stateOf(ours().id)).toBe("suspended");
    expect(await stateOf(twins().theirs.tenant.id)).toBe("active");
    expect((await lines(ours().id))[0]).toMatchObject({
      actor: `operator ${ANN}`,
      action: "suspended the site",
      reason: "Reported photographs",
    });
    expect(await lines(twins().theirs.tenant.id)).toEqual(before);
    expect(await resume({ tenant: ours().id, reason: "All is well" })).toMatchObject({ ok: true });
    expect(await stateOf(ours().id)).toBe("active");
  });

  test.each([
    ["without a reason", { reason: "  " }, "reason", 400],
    ["with one of 501 characters", { reason: "x".repeat(501) }, "reason", 400],
    ["without the name", { confirm: "" }, "confirm", 400],
    ["with another's name", { confirm: "theirs-1" }, "confirm", 400],
    ["with a field too many", { by: "owner" }, "form", 400],
    ["with an id that is none", { tenant: "artmatt" }, "tenant", 400],
    ["with the id of nobody", { tenant: NOBODY }, undefined, 404],
    ["with a character that cannot be kept", { reason: "because\u0000" }, undefined, 400],
  ])("%s does nothing and says what is missing", async (_, change, field, status) => {
    const before = await lines(ours().id);
    const outcome = await suspend(given(change));
    expect(outcome).toMatchObject({ ok: false, status });
    if (!outcome.ok && field) expect(Object.keys(outcome.fields)).toEqual([field]);
    expect(await stateOf(ours().id)).toBe("active");
    expect(await lines(ours().id)).toEqual(before);
  });

  test("by whoever has not given the second factor does nothing", async () => {
    await session(false);
    expect(await suspend(given())).toMatchObject({ ok: false, status: 401 });
    await hold("");
    expect(await suspend(given())).toMatchObject({ ok: false, status: 401 });
    expect(await stateOf(ours().id)).toBe("active");
  });

  test("that is refused answers with the refusal's own sentence", async () => {
    const refusing = deed({
      name: "refuse",
      input: z.strictObject(WHY),
      run: async () => {
        throw new Refusal("It is being moved. Wait until that has ended.", { status: 409 });
      },
    });
    expect(await refusing({ tenant: ours().id, reason: "Because" })).toMatchObject({
      ok: false,
      status: 409,
      message: "It is being moved. Wait until that has ended.",
    });
  });
});
