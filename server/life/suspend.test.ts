import { beforeEach, expect, test, vi } from "vitest";
import { beginTrace, within } from "@/base/telemetry/trace";
import { hashToken, makeToken } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { confirmTenant } from "@/db/platform/queries/founding";
import { findTenant } from "@/db/platform/queries/tenants";
import { openScope, type Tenant } from "@/db/scope";
import { describeTwins } from "@/db/testing";
import { doorstepOf } from "@/server/access/former";
import { tenantNamed } from "@/server/access/tenants";
import { send } from "@/server/testing";
import { createTenant } from "./birth";
import { resumeTenant, suspendTenant } from "./suspend";

vi.mock("next/headers", async () => (await import("@/server/testing")).nextHeaders);

/** What one request finds under a name, even if it asks several times. */
function request() {
  const trace = beginTrace("site", { requestId: crypto.randomUUID() });
  return (slug: string) => within(trace, () => tenantNamed(slug));
}

describeTwins("suspending a site", (twins) => {
  let count = 0;
  let tenant: Tenant;
  const why = { by: "operator Ann", reason: "a test" };
  beforeEach(async () => {
    const name = `shut-${twins().ours.tenant.id.slice(0, 8)}-${++count}`;
    ({ tenant } = await createTenant({ name, email: "founder@example.com", preset: "vitrine" }));
    await platform.write((tx) => confirmTenant(tx, tenant.id));
  });

  test("every request from then on is told so, and one that is under way is told one thing throughout", async () => {
    const before = request();
    expect(await before(tenant.slug)).toMatchObject({ state: "active" });
    await suspendTenant({ tenant, ...why });
    expect(await before(tenant.slug)).toMatchObject({ state: "active" });
    for (const find of [request(), request()])
      expect(await find(tenant.slug)).toMatchObject({ state: "suspended" });
  });

  test("visitors and members meet the closed door, theirs goes on serving", async () => {
    await suspendTenant({ tenant, ...why });
    const arriving = { path: "/", session: null };
    expect(await doorstepOf(tenant.slug, arriving)).toEqual({ kind: "closed" });
    expect(await doorstepOf(twins().theirs.tenant.slug, arriving)).toBeNull();
  });

  test("a session stops counting and counts again after resuming: nothing is lost", async () => {
    const { findVisit } = await import("@/server/access");
    const { addSession } = await import("@/db/tenant/queries/sessions");
    const { listMembers } = await import("@/db/tenant/queries/members");
    const scope = openScope(tenant, { kind: "system", reason: "test" });
    const [owner] = await scope.read(listMembers);
    const token = makeToken();
    await scope.write((tx) =>
      addSession(tx, {
        tokenHash: hashToken(token),
        memberId: owner?.id ?? "",
        expiresAt: new Date(Date.now() + 60_000),
      }),
    );
    const host = `${tenant.slug}.localhost:3000`;
    send({ host, origin: null, session: token });
    expect(await findVisit()).toMatchObject({ member: { id: owner?.id } });
    await suspendTenant({ tenant, ...why });
    expect(await findVisit()).toBeNull();
    await resumeTenant({ tenant, ...why });
    expect(await findVisit()).toMatchObject({ member: { id: owner?.id } });
  });

  test.each([
    ["an open one can't be resumed", resumeTenant, "is open already"],
    ["a closed one can't be suspended", suspendTenant, "is suspended already"],
  ])("%s, in a sentence", async (_, change, sentence) => {
    if (change === suspendTenant) await suspendTenant({ tenant, ...why });
    await expect(change({ tenant, ...why })).rejects.toThrow(sentence);
  });

  test("theirs stays open", async () => {
    await suspendTenant({ tenant, ...why });
    const { slug } = twins().theirs.tenant;
    expect(await platform.read((tx) => findTenant(tx, slug))).toMatchObject({ state: "active" });
  });
});
