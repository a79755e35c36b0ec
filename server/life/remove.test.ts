import { beforeEach, expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { findOperation, listOperations } from "@/db/platform/queries/operations";
import { findTenant, findTenantById } from "@/db/platform/queries/tenants";
import { openScope, type Tenant } from "@/db/scope";
import { listMembers } from "@/db/tenant/queries/members";
import { addSession, findSession } from "@/db/tenant/queries/sessions";
import { describeTwins } from "@/db/testing";
import { readOutbox } from "@/server/mail/post";
import { createTenant } from "./birth";
import { bringBackTenant } from "./bring-back";
import { deleteTenant } from "./remove";
import { readBringBack } from "./return";
import { suspendTenant } from "./suspend";

const DAY = 24 * 60 * 60 * 1000;

describeTwins("deleting a site", (twins) => {
  let count = 0;
  let tenant: Tenant;
  let email: string;
  const why = { by: "owner", reason: "a test" };
  const now = () => platform.read((tx) => findTenantById(tx, tenant.id));
  const scope = () => openScope(tenant, { kind: "system", reason: "test" });
  beforeEach(async () => {
    const name = `del-${twins().ours.tenant.id.slice(0, 8)}-${++count}`;
    email = `owner@${name}.example`;
    ({ tenant } = await createTenant({ name, email, preset: "vitrine" }));
  });

  test("it is gone at once, and its name is still nobody else's", async () => {
    await deleteTenant({ tenant, ...why });
    expect(await now()).toMatchObject({ state: "deleted" });
    const founding = { name: tenant.slug, email: "other@example.com", preset: "vitrine" } as const;
    await expect(createTenant(founding)).rejects.toThrow("taken");
  });

  test("it is removed 30 days later and not before", async () => {
    const { purgeAt } = await deleteTenant({ tenant, ...why });
    expect(Math.abs(purgeAt.getTime() - Date.now() - 30 * DAY)).toBeLessThan(60_000);
    const [removal] = await platform.read((tx) => listOperations(tx, tenant.id));
    expect(removal).toMatchObject({ kind: "purge", state: "waiting", runAt: purgeAt });
  });

  test("everyone is signed out, and stays so when it is brought back", async () => {
    const [owner] = await scope().read(listMembers);
    const session = { tokenHash: "a hash", memberId: owner?.id ?? "" };
    const begin = () =>
      scope().write((tx) => addSession(tx, { ...session, expiresAt: new Date(Date.now() + DAY) }));
    const held = () => scope().read((tx) => findSession(tx, session.tokenHash));
    await begin();
    await deleteTenant({ tenant, ...why });
    expect(await held()).toBeNull();
    // As if the process had been killed after the deletion and before it ended the sessions.
    await begin();
    await bringBackTenant({ tenant, ...why });
    expect(await held()).toBeNull();
  });

  test("its owner's mail has the link that brings it back, and the ledger does not show whose it is", async () => {
    const { bringBack } = await deleteTenant({ tenant, ...why });
    const mail = (await readOutbox())?.find(({ to }) => to === email);
    expect(mail?.text).toContain(bringBack);
    const token = new URL(bringBack).searchParams.get("token") ?? "";
    const [removal] = await platform.read((tx) => listOperations(tx, tenant.id));
    expect(readBringBack(token)).toEqual({ tenantId: tenant.id, operationId: removal?.id });
    expect(JSON.stringify(removal)).not.toContain(email);
  });

  test.each(["active", "suspended"] as const)(
    "one that was %s comes back as that",
    async (state) => {
      if (state === "suspended") await suspendTenant({ tenant, ...why });
      await deleteTenant({ tenant, ...why });
      expect(await bringBackTenant({ tenant, ...why })).toMatchObject({ slug: tenant.slug, state });
      expect(await now()).toMatchObject({ state });
    },
  );

  test("bringing it back takes the removal back, and a later deletion has a link of its own", async () => {
    const first = await deleteTenant({ tenant, ...why });
    await bringBackTenant({ tenant, ...why });
    const { operationId = "" } =
      readBringBack(new URL(first.bringBack).searchParams.get("token") ?? "") ?? {};
    expect(await platform.read((tx) => findOperation(tx, operationId))).toMatchObject({
      state: "failed",
      error: "Taken back.",
    });
    expect((await deleteTenant({ tenant, ...why })).bringBack).not.toBe(first.bringBack);
  });

  test.each<[string, (token: string) => string]>([
    ["another site's id", (token) => token.replace(/^./, (digit) => (digit === "0" ? "1" : "0"))],
    ["no signature", (token) => token.split(".").slice(0, 2).join(".")],
    ["another signature", (token) => `${token.slice(0, -2)}${token.endsWith("AA") ? "BB" : "AA"}`],
    ["nothing in it", () => ""],
  ])("a link with %s is nobody's", async (_, forge) => {
    const { bringBack } = await deleteTenant({ tenant, ...why });
    expect(readBringBack(forge(new URL(bringBack).searchParams.get("token") ?? ""))).toBeNull();
  });

  test("what can't be done is refused in a sentence", async () => {
    await expect(bringBackTenant({ tenant, ...why })).rejects.toThrow("is not deleted");
    await deleteTenant({ tenant, ...why });
    await expect(deleteTenant({ tenant, ...why })).rejects.toThrow("is deleted already");
    await expect(suspendTenant({ tenant, ...why })).rejects.toThrow("Bring it back first");
  });

  test("of two who delete it at once one does", async () => {
    const ended = await Promise.allSettled([
      deleteTenant({ tenant, ...why }),
      deleteTenant({ tenant, ...why }),
    ]);
    expect(ended.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const orders = await platform.read((tx) => listOperations(tx, tenant.id));
    expect(orders.filter(({ kind }) => kind === "purge")).toHaveLength(1);
  });

  test("theirs stays", async () => {
    await deleteTenant({ tenant, ...why });
    const { slug, id } = twins().theirs.tenant;
    expect(await platform.read((tx) => findTenant(tx, slug))).toMatchObject({
      id,
      state: "active",
    });
  });
});
