import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { hashToken } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { setTenantState } from "@/db/platform/queries/held-tenants";
import { openScope } from "@/db/scope";
import { addMember, listMembers, removeMember } from "@/db/tenant/queries/members";
import { endSession } from "@/db/tenant/queries/sessions";
import type { Role } from "@/db/tenant/roles";
import { describeTwins } from "@/db/testing";
import { WritesCrossed } from "@/db/transaction";
import { forgetTenant } from "./access/tenants";
import { action, publicAction, requireMemberRequest } from "./action";
import { startSession } from "./auth/session";
import { createTenant } from "./life/birth";
import { nextCache, type Sent, send } from "./testing";
import { actionStage } from "./testing-action";

vi.mock("next/headers", async () => (await import("./testing")).nextHeaders);
vi.mock("next/cache", async () => (await import("./testing")).nextCache);

describeTwins("an action", (twins) => {
  const { run, rename, sessions, hostOf, own, counted, sessionOf, refused } = actionStage(twins);

  test("of a member with the role is run once, in the scope of the site and with the person, and shown", async () => {
    const { ours } = twins();
    send(own());
    expect(await rename({ word: "Nib" })).toEqual({ ok: true, data: "done" });
    expect(run).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        input: { word: "Nib" },
        member: ours.members.editor,
        scope: expect.objectContaining({
          tenant: ours.tenant,
          actor: { kind: "member", id: ours.members.editor.id, role: "editor" },
        }),
      }),
    );
    expect(nextCache.refresh).toHaveBeenCalledOnce();
  });

  test("that crosses another's write says so, and that nothing typed is lost", async () => {
    run.mockRejectedValue(new WritesCrossed(new Error("deadlock detected")));
    send(own());
    expect(await rename({ word: "Nib" })).toMatchObject({
      ok: false,
      status: 503,
      message: expect.stringMatching(/nothing was saved.*still here/),
      fields: {},
    });
    expect(nextCache.refresh).not.toHaveBeenCalled();
  });

  describe("is refused by the first of its checks that fails, with nothing run, shown or counted:", () => {
    const BAD = { word: "much too long", tenant_id: "x" };

    test("the Origin before all others", async () => {
      const sent = { host: "nobody-here.localhost:3000", origin: "http://localhost:3000" };
      expect(await refused(sent, BAD)).toMatchObject({
        status: 403,
        message: expect.stringMatching(/come from this site/),
      });
    });

    test("the tenant before session, role and input", async () => {
      const host = "nobody-here.localhost:3000";
      const answer = await refused(
        { host, origin: `http://${host}`, session: sessions.viewer },
        BAD,
      );
      expect(answer).toMatchObject({ status: 404 });
    });

    test("the session before the input", async () => {
      expect(await refused(own({ session: null }), BAD)).toMatchObject({ status: 401 });
    });

    test("the role before the input", async () => {
      const answer = await refused(own({ session: sessions.viewer }), BAD);
      expect(answer).toMatchObject({ status: 403, message: expect.stringMatching(/role/) });
    });

    test("the input before the rate", async () => {
      for (let time = 0; time < 2; time++) {
        send(own());
        await rename({ word: "ok" });
      }
      run.mockClear();
      nextCache.refresh.mockClear();
      expect(await refused(own(), BAD)).toMatchObject({ status: 400 });
    });

    test("the rate before the work", async () => {
      for (let time = 0; time < 2; time++) {
        send(own());
        await rename({ word: "ok" });
      }
      run.mockClear();
      nextCache.refresh.mockClear();
      expect(await refused(own(), { word: "ok" })).toMatchObject({
        status: 429,
        message: expect.stringMatching(/too often/),
      });
    });
  });

  test("is refused from every Origin but the site's own", async () => {
    const { ours, theirs } = twins();
    const { slug } = ours.tenant;
    const origins = [
      null,
      "null",
      "",
      `http://${hostOf(theirs)}`,
      "http://localhost:3000",
      `https://${slug}.localhost:3000`,
      `http://${slug}.localhost`,
      `http://${slug}.localhost:3001`,
      `http://${slug}.localhost:3000/`,
      `http://${slug}.localhost:3000.evil.example`,
      `http://evil.example@${slug}.localhost:3000`,
      `http://x.${slug}.localhost:3000`,
      `http://${slug}.localhost.:3000`,
      `http://${slug}.localhost:3000, http://${hostOf(theirs)}`,
    ];
    for (const origin of origins)
      expect(await refused(own({ origin }), { word: "ok" }), String(origin)).toMatchObject({
        status: 403,
      });
  });

  test("is done on the own site however the browser spells its host", async () => {
    const host = hostOf(twins().ours).toUpperCase();
    send(own({ host }));
    expect(await rename({ word: "ok" })).toMatchObject({ ok: true });
  });

  test("with the session of another site is a stranger's, there as here", async () => {
    const { ours, theirs } = twins();
    const host = hostOf(theirs);
    const foreign = sessions.owner ?? "";
    const there = await refused({ host, origin: `http://${host}`, session: foreign }, {});
    expect(there).toMatchObject({ status: 401 });
    const { tenant } = await createTenant({
      name: `other-${ours.tenant.id.slice(0, 8)}`,
      email: "other@example.com",
      preset: "terminal",
    });
    const other = openScope(tenant, { kind: "system", reason: "test" });
    const [owner] = await other.read(listMembers);
    const elsewhere = await other.write((tx) => startSession(tx, owner?.id ?? ""));
    for (const session of [elsewhere.token, hashToken(foreign)])
      expect(await refused(own({ session }), {})).toMatchObject({ status: 401 });
    for (const session of ["", "x".repeat(201), "\u0000", ours.members.owner.id])
      expect(await refused(own({ session }), {})).toMatchObject({ status: 401 });
  });

  test("of a session that was signed out, or whose member was removed, is a stranger's", async () => {
    const { ours } = twins();
    await ours.as("system").write((tx) => endSession(tx, hashToken(sessions.editor ?? "")));
    expect(await refused(own(), { word: "ok" })).toMatchObject({ status: 401 });
    const leaver = await ours
      .as("owner")
      .write((tx) => addMember(tx, { email: "leaver@ours.example", role: "owner" }));
    const { token } = await sessionOf(ours, leaver.id);
    await ours.as("owner").write((tx) => removeMember(tx, leaver.id));
    expect(await refused(own({ session: token }), { word: "ok" })).toMatchObject({ status: 401 });
  });

  test("on a suspended site is refused as on one that never existed, one second later at the latest", async () => {
    const { id, slug } = twins().ours.tenant;
    const host = "nobody-here.localhost:3000";
    const never = await refused({ host, origin: `http://${host}` }, {});
    send(own());
    await rename({ word: "ok" });
    run.mockClear();
    nextCache.refresh.mockClear();
    await platform.write((tx) => setTenantState(tx, id, "suspended"));
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 1001 });
    try {
      expect(await refused(own({ session: sessions.owner }), {})).toEqual(never);
    } finally {
      vi.useRealTimers();
      await platform.write((tx) => setTenantState(tx, id, "active"));
      forgetTenant(slug);
    }
  });

  test("of each role does what that role includes and nothing above it", async () => {
    const roles = ["viewer", "editor", "owner"] as const;
    for (const [needed, by] of roles.entries()) {
      const guarded = action({ name: `by ${by}`, by, input: z.strictObject({}), run });
      for (const [held, role] of roles.entries()) {
        send(own({ session: sessions[role] }));
        expect((await guarded({})).ok, `${role} does what needs ${by}`).toBe(held >= needed);
      }
    }
  });

  test("is counted for each member, so that one cannot use up another's", async () => {
    for (let time = 0; time < 3; time++) {
      send(own());
      await rename({ word: "ok" });
    }
    send(own({ session: sessions.owner }));
    expect(await rename({ word: "ok" })).toMatchObject({ ok: true });
  });

  test("a handler's request is held to the same order: Origin, tenant, session, role, rate", async () => {
    const ask = (sent: Sent, least: Role = "editor") => {
      send(sent);
      return requireMemberRequest("upload", least, { limit: 1, seconds: 600 });
    };
    const host = "nobody-here.localhost:3000";
    await expect(ask({ host, origin: null })).rejects.toMatchObject({ status: 403 });
    await expect(ask({ host, origin: `http://${host}` })).rejects.toMatchObject({ status: 404 });
    await expect(ask(own({ session: null }))).rejects.toMatchObject({ status: 401 });
    await expect(ask(own(), "owner")).rejects.toMatchObject({ status: 403 });
    expect(await counted()).toEqual([]);
    expect(await ask(own())).toMatchObject({ member: { role: "editor" } });
    await expect(ask(own())).rejects.toMatchObject({ status: 429 });
  });

  test("a public action is held to Origin, place, input and the client's rate, in this order", async () => {
    const open = publicAction({
      name: "open",
      on: "www",
      input: z.strictObject({ word: z.string().max(5) }),
      rate: { limit: 1, seconds: 600 },
      run,
    });
    const apex = { host: "localhost:3000", origin: "http://localhost:3000" };
    const bad = { word: "much too long" };
    expect(await refused({ ...apex, origin: null }, bad, open)).toMatchObject({ status: 403 });
    expect(await refused(own(), bad, open)).toMatchObject({ status: 404 });
    expect(await refused(apex, { ...bad, role: "owner" }, open)).toMatchObject({ status: 400 });
    send(apex);
    expect(await open({ word: "ok" })).toEqual({ ok: true, data: "done" });
    run.mockClear();
    expect(await refused(apex, { word: "ok" }, open)).toMatchObject({ status: 429 });
    send({ ...apex, client: "192.0.2.2" });
    expect(await open({ word: "ok" })).toMatchObject({ ok: true });
  });
});
