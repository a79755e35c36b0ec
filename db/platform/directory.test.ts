import { expect, test } from "vitest";
import { hashEmail } from "@/base/tokens";
import { describeTwins } from "../testing";
import { directory, directoryAbout } from "./directory";
import { platform } from "./door";
import { addAuditLine, listAudit } from "./queries/audit";
import { claimTenant } from "./queries/founding";
import { changeTenant } from "./queries/held-tenants";
import { findOperation, orderOperation } from "./queries/operations";
import { offerSecret } from "./queries/operators";
import { findTenant, findTenantById, listOwned } from "./queries/tenants";
import { operators, operatorTokens, ownerships, tenants } from "./schema";
import { instances, watchedDatabases, windowLetters } from "./status-schema";
import { findTenantNamed } from "./tenant-named";

const DENIED = { cause: { code: "42501" } };

describeTwins("the directory", (twins) => {
  test.each(
    Object.entries({ operators, operatorTokens, instances, watchedDatabases, windowLetters }),
  )("reads nothing of %s, and the console does", async (_, table) => {
    await platform.write((tx) => offerSecret(tx, "ann@example.com", "sealed"));
    await expect(directory.read((tx) => tx.select().from(table))).rejects.toMatchObject(DENIED);
    await expect(
      directoryAbout(twins().ours.tenant.id).write((tx) => tx.delete(table)),
    ).rejects.toMatchObject(DENIED);
    const found = await platform.read((tx) => tx.select().from(table));
    if (table === operators) expect(found).toHaveLength(1);
  });

  test("finds both sites by their names, and neither's size", async () => {
    for (const { tenant } of [twins().ours, twins().theirs])
      expect((await directory.read((tx) => findTenant(tx, tenant.slug)))?.id).toBe(tenant.id);
    await expect(
      directory.read((tx) => tx.select({ bytes: tenants.bytes }).from(tenants)),
    ).rejects.toMatchObject(DENIED);
  });

  test("finds a site by one statement as by a transaction, whatever its state and name, and nobody by no name", async () => {
    const { ours, theirs } = twins();
    const { id } = ours.tenant;
    const become = (state: "active" | "suspended") =>
      directoryAbout(id).write((tx) => changeTenant(tx, id, { state }));
    await become("suspended");
    for (const { tenant } of [ours, theirs])
      expect(await findTenantNamed(tenant.slug)).toEqual(
        await directory.read((tx) => findTenant(tx, tenant.slug)),
      );
    expect(await findTenantNamed(ours.tenant.slug)).toMatchObject({
      id: ours.tenant.id,
      state: "suspended",
      confirmed: true,
    });
    await become("active");
    for (const name of ["", "nobody", "' or true --"])
      expect(await findTenantNamed(name)).toBeNull();
  });

  test("about us shows our log and our work, about nobody none, and theirs to none of both", async () => {
    const ordered: string[] = [];
    for (const { tenant } of [twins().ours, twins().theirs])
      await platform.write(async (tx) => {
        await addAuditLine(tx, { actor: "owner", tenantId: tenant.id, action: "a test" });
        const order = { kind: "work", tenantId: tenant.id, exclusive: false, orderedBy: "owner" };
        ordered.push((await orderOperation(tx, order)) ?? "");
      });
    const { id } = twins().ours.tenant;
    const look = async (door: typeof directory) => {
      const lines = await door.read((tx) => listAudit(tx, {}));
      const work = await door.read((tx) =>
        Promise.all(ordered.map((one) => findOperation(tx, one))),
      );
      return [lines.map(({ tenantId }) => tenantId), work.map((one) => one?.tenantId ?? null)];
    };
    expect(await look(directory)).toEqual([[], [null, null]]);
    expect(await look(directoryAbout(id))).toEqual([[id], [id, null]]);
  });

  test("tells whoever names an owner's address what it owns, and lists no owners", async () => {
    const { ours, theirs } = twins();
    const hash = hashEmail(`owner@${ours.tenant.slug}.example`);
    const owned = await directoryAbout(hash).read((tx) => listOwned(tx, hash));
    expect(owned.map(({ id }) => id)).toEqual([ours.tenant.id]);
    for (const key of ["", ours.tenant.id, theirs.tenant.id])
      expect(await directoryAbout(key).read((tx) => tx.select().from(ownerships))).toEqual([]);
  });

  test("about us changes and removes neither their row nor, once it is a site, ours", async () => {
    const { ours, theirs } = twins();
    const before = await platform.read((tx) => findTenantById(tx, theirs.tenant.id));
    await directoryAbout(ours.tenant.id).write(async (tx) => {
      await changeTenant(tx, theirs.tenant.id, { state: "suspended" });
      await tx.delete(tenants);
    });
    expect(await platform.read((tx) => findTenantById(tx, theirs.tenant.id))).toEqual(before);
    expect(await platform.read((tx) => findTenantById(tx, ours.tenant.id))).not.toBeNull();
  });

  test("about us orders no work and writes no line for them, and claims nothing but a founding", async () => {
    const { ours, theirs } = twins();
    const about = directoryAbout(ours.tenant.id);
    const line = { actor: "owner", tenantId: theirs.tenant.id, action: "a test" };
    const order = { kind: "export", tenantId: theirs.tenant.id, orderedBy: "owner" };
    const claim = { slug: "not-so", ownerEmailHash: "none" };
    await expect(about.write((tx) => addAuditLine(tx, line))).rejects.toMatchObject(DENIED);
    await expect(about.write((tx) => orderOperation(tx, order))).rejects.toMatchObject(DENIED);
    await expect(
      about.write((tx) =>
        orderOperation(tx, { ...order, tenantId: ours.tenant.id, kind: "import" }),
      ),
    ).rejects.toMatchObject(DENIED);
    await expect(
      directoryAbout(crypto.randomUUID()).write((tx) => claimTenant(tx, claim)),
    ).rejects.toMatchObject(DENIED);
  });

  test("says what it is about in words that no statement can be made of", () => {
    expect(() => directoryAbout("x'; reset role; --")).toThrow("about an id or a hash");
  });
});
