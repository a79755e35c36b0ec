import { beforeEach, expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { addCertificate } from "@/db/platform/queries/certificates";
import { removeTenant } from "@/db/platform/queries/founding";
import { changeTenant } from "@/db/platform/queries/held-tenants";
import { findTenantById } from "@/db/platform/queries/tenants";
import type { Tenant } from "@/db/scope";
import { describeTwins } from "@/db/testing";
import { createTenant } from "./birth";
import { bringBackTenant } from "./bring-back";
import { certify } from "./certificate";
import { bringBackByLink, findStanding } from "./link";
import { deleteTenant } from "./remove";

describeTwins("the link that brings a site back", (twins) => {
  let count = 0;
  let tenant: Tenant;
  const why = { by: "owner", reason: "" };
  const stateOf = async () =>
    (await platform.read((tx) => findTenantById(tx, tenant.id)))?.state ?? null;
  const remove = async () => {
    const { bringBack } = await deleteTenant({ tenant, ...why });
    return new URL(bringBack).searchParams.get("token") ?? "";
  };
  beforeEach(async () => {
    const name = `link-${twins().ours.tenant.id.slice(0, 8)}-${++count}`;
    ({ tenant } = await createTenant({ name, email: "founder@example.com", preset: "vitrine" }));
  });

  test("says until when it can, does it, and says that it is done", async () => {
    const token = await remove();
    expect(await findStanding(token)).toMatchObject({ kind: "waits", slug: tenant.slug });
    await bringBackByLink(token);
    expect(await stateOf()).toBe("active");
    expect(await findStanding(token)).toEqual({ kind: "here", slug: tenant.slug });
    await expect(bringBackByLink(token)).rejects.toThrow("is back already");
  });

  test("of an earlier deletion brings nothing back after a later one", async () => {
    const earlier = await remove();
    await bringBackTenant({ tenant, ...why });
    const later = await remove();
    expect(await findStanding(earlier)).toBeNull();
    await expect(bringBackByLink(earlier)).rejects.toThrow("no longer good");
    expect(await stateOf()).toBe("deleted");
    await bringBackByLink(later);
    expect(await stateOf()).toBe("active");
  });

  test("counts for nothing once the removal has begun, and leads to the certificate after it", async () => {
    const token = await remove();
    await platform.write((tx) => changeTenant(tx, tenant.id, { purgeAt: null }));
    expect(await findStanding(token)).toEqual({ kind: "removing", slug: tenant.slug });
    await expect(bringBackByLink(token)).rejects.toThrow("removal has begun");
    const number = tenant.id;
    const { body, signature } = certify({
      number,
      site: tenant.slug,
      tenantId: tenant.id,
      deletedAt: new Date(),
      deletedBy: "owner",
      removedAt: new Date(),
      rows: {},
      databases: [],
      files: { count: 0, bytes: 0 },
      operations: 0,
      formerNames: [],
      nameRestsUntil: new Date(),
      backups: { count: 0, endBy: new Date() },
    });
    await platform.write(async (tx) => {
      await removeTenant(tx, tenant.id);
      await addCertificate(tx, {
        id: number,
        tenantId: number,
        slug: tenant.slug,
        body,
        signature,
      });
    });
    expect(await findStanding(token)).toEqual({
      kind: "removed",
      slug: tenant.slug,
      certificateId: number,
    });
  });

  test.each(["", "a.b.c", "x".repeat(10_000), "11111111-2222-4333-8444-555555555555.1.x"])(
    "is no link when it is %j",
    async (token) => {
      expect(await findStanding(token)).toBeNull();
      await expect(bringBackByLink(token)).rejects.toThrow("no longer good");
    },
  );

  test("of ours does nothing to theirs", async () => {
    const token = await remove();
    const { id } = twins().theirs.tenant;
    expect(await findStanding(token.replace(/^[^.]+/, id))).toBeNull();
    expect((await platform.read((tx) => findTenantById(tx, id)))?.state).toBe("active");
  });
});
