import { sql } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { log } from "@/base/log";
import { platform } from "@/db/platform/door";
import { listAudit } from "@/db/platform/queries/audit";
import { operations } from "@/db/platform/schema";
import { invite } from "@/db/tenant/queries/invitations";
import {
  changeRole,
  findMember,
  findMemberByEmail,
  listMembers,
  removeMember,
} from "@/db/tenant/queries/members";
import { SUPPORT_EMAIL } from "@/db/tenant/queries/support";
import { members } from "@/db/tenant/schema";
import { describeTwins } from "@/db/testing";
import { findVisit } from "./access";
import { forgetTenant } from "./access/tenants";
import { action } from "./action";
import {
  endOverdueGrant,
  enterAsSupport,
  findStandingGrant,
  letSupportIn,
  openForSupport,
  sendSupportAway,
} from "./support";
import { heldSession, send } from "./testing";

vi.mock("next/headers", async () => (await import("./testing")).nextHeaders);
vi.mock("next/cache", async () => (await import("./testing")).nextCache);

const BY = "operator ann@swingtag.example";

describeTwins("support", (twins) => {
  const ours = () => twins().ours;
  const owner = () => ours().as("owner");
  const host = () => `${ours().tenant.slug}.localhost:3000`;
  const letIn = (hours = 1) => letSupportIn(owner(), { hours, reason: "The shelf is empty" });
  const enter = async () => {
    const url = new URL(await openForSupport(ours().tenant, BY));
    send({ host: host(), origin: null });
    return enterAsSupport(ours().as("system"), url.searchParams.get("token") ?? "");
  };
  const look = async () => {
    await enter();
    send({ host: host(), origin: `http://${host()}`, session: heldSession() });
    return findVisit();
  };
  const lines = async () =>
    (await platform.read((tx) => listAudit(tx, { tenantId: ours().tenant.id }))).map(
      ({ actor, action }) => `${actor}: ${action}`,
    );
  const expire = () =>
    ours()
      .as("system")
      .write((tx) =>
        tx
          .update(members)
          .set({ supportUntil: sql`now() - interval '1 second'` })
          .where(sql`support_until is not null`),
      );

  beforeEach(async () => {
    vi.spyOn(log, "info").mockImplementation(() => {});
    forgetTenant(ours().tenant.slug);
    await sendSupportAway(owner()).catch(() => {});
  });

  test("without a grant nothing opens, and nothing is logged", async () => {
    const before = await lines();
    await expect(openForSupport(ours().tenant, BY)).rejects.toThrow("has not let support in");
    expect(await findStandingGrant(ours().tenant)).toBeNull();
    expect(await lines()).toEqual(before);
  });

  test("a grant on our site opens nothing of theirs", async () => {
    await letIn();
    const { theirs } = twins();
    expect(await findStandingGrant(theirs.tenant)).toBeNull();
    await expect(openForSupport(theirs.tenant, BY)).rejects.toThrow("has not let support in");
    const url = new URL(await openForSupport(ours().tenant, BY));
    const token = url.searchParams.get("token") ?? "";
    expect(await enterAsSupport(theirs.as("system"), token)).toBe(false);
    await look();
    send({ host: `${theirs.tenant.slug}.localhost:3000`, origin: null, session: heldSession() });
    expect((await findVisit())?.member).toBeNull();
  });

  test("with one an operator looks as a viewer, and granting, looking and ending are in the log", async () => {
    await letIn();
    expect((await look())?.member).toMatchObject({ role: "viewer", email: SUPPORT_EMAIL });
    await sendSupportAway(owner());
    expect((await lines()).slice(0, 3)).toEqual([
      "owner: sent support away",
      `${BY}: looked at the site as support`,
      "owner: let support in",
    ]);
  });

  test("the address works once", async () => {
    await letIn();
    const token = new URL(await openForSupport(ours().tenant, BY)).searchParams.get("token") ?? "";
    send({ host: host(), origin: null });
    expect(await enterAsSupport(ours().as("system"), token)).toBe(true);
    expect(await enterAsSupport(ours().as("system"), token)).toBe(false);
  });

  test("when the owner ends it, whoever looks is out with the next request and links lead nowhere", async () => {
    await letIn();
    const unused = new URL(await openForSupport(ours().tenant, BY)).searchParams.get("token") ?? "";
    await look();
    await sendSupportAway(owner());
    expect((await findVisit())?.member).toBeNull();
    expect(await enterAsSupport(ours().as("system"), unused)).toBe(false);
    await expect(sendSupportAway(owner())).rejects.toThrow("no access any more");
  });

  test("when its time is over, it counts for nothing, before anyone has removed it", async () => {
    await letIn();
    const visit = await look();
    await expire();
    expect((await findVisit())?.member).toBeNull();
    expect(await findStandingGrant(ours().tenant)).toBeNull();
    await expect(openForSupport(ours().tenant, BY)).rejects.toThrow("has not let support in");
    const id = visit?.member?.id ?? "";
    expect(
      await ours()
        .as("system")
        .read((tx) => findMember(tx, id)),
    ).toBeNull();
  });

  test("its end is ordered with it, removes it and is logged once", async () => {
    const { until } = await letIn(24);
    const [order] = await platform.read((tx) =>
      tx
        .select()
        .from(operations)
        .where(sql`tenant_id = ${ours().tenant.id} and run_at > now() + interval '23 hours'`),
    );
    expect(order).toMatchObject({ kind: "end-support", runAt: until, exclusive: false });
    await endOverdueGrant(ours().tenant.id);
    expect(await findStandingGrant(ours().tenant)).not.toBeNull();
    await expire();
    await endOverdueGrant(ours().tenant.id);
    await endOverdueGrant(ours().tenant.id);
    const ended = (await lines()).filter((line) => line.startsWith("Swingtag: ended"));
    expect(ended).toHaveLength(1);
    await letIn();
  });

  test("it is granted once at a time", async () => {
    const both = await Promise.allSettled([letIn(), letIn()]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("it changes nothing: no action runs, and its scope does not write", async () => {
    await letIn();
    const visit = await look();
    const run = vi.fn(async () => "done");
    const answer = await action({ name: "probe", by: "viewer", input: z.strictObject({}), run })(
      {},
    );
    expect(answer).toMatchObject({ ok: false, status: 403 });
    expect(run).not.toHaveBeenCalled();
    await expect(visit?.scope.write(async (tx) => tx.delete(members))).rejects.toThrow(
      "changes nothing",
    );
  });

  test("it is no member: not listed, found by no address, not promoted, not invited", async () => {
    await letIn();
    const id = (await look())?.member?.id ?? "";
    const system = ours().as("system");
    expect(await system.read(listMembers)).toHaveLength(3);
    expect(await system.read((tx) => findMemberByEmail(tx, SUPPORT_EMAIL))).toBeNull();
    await expect(system.write((tx) => changeRole(tx, id, "owner"))).rejects.toThrow(
      "no such member",
    );
    await expect(system.write((tx) => removeMember(tx, id))).rejects.toThrow("no such member");
    await sendSupportAway(owner());
    const invitation = { email: SUPPORT_EMAIL, role: "owner", tokenHash: "x", days: 1 } as const;
    await expect(system.write((tx) => invite(tx, invitation))).rejects.toThrow("not invited");
  });
});
