import { beforeEach, expect, test } from "vitest";
import { Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { listAudit } from "@/db/platform/queries/audit";
import { confirmTenant } from "@/db/platform/queries/founding";
import { findTenant, listTaken } from "@/db/platform/queries/tenants";
import type { Tenant } from "@/db/scope";
import { describeTwins } from "@/db/testing";
import { doorstepOf } from "@/server/access/former";
import { forgetTenant, tenantNamed } from "@/server/access/tenants";
import { createTenant } from "./birth";
import { askName } from "./names";
import { deleteTenant } from "./remove";
import { renameTenant } from "./rename";

describeTwins("renaming a site", (twins) => {
  let count = 0;
  let tenant: Tenant;
  const newName = () => `site-${twins().ours.tenant.id.slice(0, 8)}-${++count}`;
  const bear = async () =>
    (await createTenant({ name: newName(), email: "founder@example.com", preset: "vitrine" }))
      .tenant;
  const rename = (name: string, by = "owner", who = tenant) =>
    renameTenant({ tenant: who, name, by, reason: "a test" });
  const visit = (name: string, path = "/") => {
    forgetTenant(name);
    return doorstepOf(name, { path, session: null });
  };
  beforeEach(async () => {
    tenant = await bear();
    await platform.write((tx) => confirmTenant(tx, tenant.id));
  });

  test("the site answers under its new name, and the old one leads there with path and query", async () => {
    const name = newName();
    expect(await rename(name)).toMatchObject({ id: tenant.id, slug: name });
    expect(await tenantNamed(name)).toMatchObject({ id: tenant.id });
    expect(await tenantNamed(tenant.slug)).toBeNull();
    expect(await visit(tenant.slug, "/items/peanut?from=%2Fhome")).toEqual({
      kind: "moved",
      to: `http://${name}.localhost:3000/items/peanut?from=%2Fhome`,
    });
  });

  test("every name of a chain leads to the present one in one step", async () => {
    const [second, third] = [newName(), newName()];
    await rename(second);
    await rename(third);
    for (const former of [tenant.slug, second])
      expect(await visit(former)).toMatchObject({ to: `http://${third}.localhost:3000/` });
  });

  test("nobody else takes the former name, by renaming or by founding", async () => {
    await rename(newName());
    expect(await platform.read((tx) => listTaken(tx, [tenant.slug]))).toEqual([tenant.slug]);
    const other = await bear();
    await expect(rename(tenant.slug, "operator NAME", other)).rejects.toThrow(
      "This name is taken.",
    );
    const founding = { name: tenant.slug, email: "other@example.com", preset: "vitrine" } as const;
    await expect(createTenant(founding)).rejects.toThrow(Refusal);
    expect(await platform.read((tx) => findTenant(tx, other.slug))).toMatchObject({ id: other.id });
  });

  test("the site takes its former name back, and the other one leads to it then", async () => {
    const name = newName();
    await rename(name);
    await rename(tenant.slug);
    expect(await visit(tenant.slug)).toBeNull();
    expect(await visit(name)).toMatchObject({ to: `http://${tenant.slug}.localhost:3000/` });
  });

  test("while it is typed, a former name is free for its site and taken for all others", async () => {
    await rename(newName());
    expect(await askName(tenant.slug, tenant.id)).toMatchObject({ free: true, problem: null });
    for (const other of [undefined, twins().theirs.tenant.id])
      expect(await askName(tenant.slug, other)).toMatchObject({ free: false });
  });

  test("of two sites that want one name at once exactly one gets it", async () => {
    const other = await bear();
    const name = newName();
    const ended = await Promise.allSettled([rename(name), rename(name, "owner", other)]);
    expect(ended.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const winner = await platform.read((tx) => findTenant(tx, name));
    const loser = winner?.id === tenant.id ? other : tenant;
    expect(await platform.read((tx) => findTenant(tx, loser.slug))).toMatchObject({ id: loser.id });
  });

  test("of two renames of one site at once both happen, one after the other", async () => {
    const names = [newName(), newName()];
    await Promise.all(names.map((name) => rename(name)));
    const found = await platform.read((tx) =>
      Promise.all(names.map((name) => findTenant(tx, name))),
    );
    expect(found.filter(Boolean)).toHaveLength(1);
    const present = found.find(Boolean)?.slug;
    for (const former of [tenant.slug, ...names].filter((name) => name !== present))
      expect(await visit(former)).toMatchObject({ to: `http://${present}.localhost:3000/` });
  });

  test("a name given up at the very moment somebody founds under it stays its former owner's", async () => {
    const founded = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const giver = await bear();
        const [, birth] = await Promise.allSettled([
          rename(newName(), "owner", giver),
          createTenant({ name: giver.slug, email: "other@example.com", preset: "vitrine" }),
        ]);
        return birth.status;
      }),
    );
    expect(new Set(founded)).toEqual(new Set(["rejected"]));
  });

  test.each([
    ["ab", "Use at least 3 characters."],
    ["Artmatt", "Use the letters a to z, digits and hyphens."],
    ["operator", "This name is kept for the platform."],
    ["a--b", "Two hyphens can't stand side by side."],
  ])("the name %s is refused with its reason, and nothing is changed", async (name, sentence) => {
    await expect(rename(name)).rejects.toMatchObject({ fields: { name: sentence } });
    expect(await tenantNamed(tenant.slug)).toMatchObject({ id: tenant.id });
  });

  test("an owner holds at most 5 former names, and may still take one of them back", async () => {
    for (let times = 0; times < 5; times++) await rename(newName());
    await expect(rename(newName())).rejects.toThrow("5 former addresses");
    await expect(rename(tenant.slug)).resolves.toMatchObject({ slug: tenant.slug });
  });

  test("a deleted site can't be renamed", async () => {
    await deleteTenant({ tenant, by: "owner", reason: "" });
    await expect(rename(newName(), "operator NAME")).rejects.toThrow("is deleted");
  });

  test("the log of the site says who renamed it, from what to what and why", async () => {
    const name = newName();
    await rename(name, "operator Ann");
    const [line] = await platform.read((tx) => listAudit(tx, { tenantId: tenant.id }));
    expect(line).toMatchObject({
      actor: "operator Ann",
      action: "renamed the site",
      reason: "a test",
      detail: { from: tenant.slug, to: name },
    });
  });

  test("their name can't be had, and their site is where it was", async () => {
    const { slug, id } = twins().theirs.tenant;
    await expect(rename(slug)).rejects.toThrow("This name is taken.");
    expect(await tenantNamed(slug)).toMatchObject({ id });
  });
});
