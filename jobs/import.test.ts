import { readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backups } from "@/archive/retention";
import { hashEmail } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { listAllDatabases } from "@/db/platform/queries/databases";
import { findTenant, listOwned } from "@/db/platform/queries/tenants";
import { withTenantRows } from "@/db/rows";
import { openScope } from "@/db/scope";
import { listMembers } from "@/db/tenant/queries/members";
import { addOneTimeToken, addSession } from "@/db/tenant/queries/sessions";
import { nameSite } from "@/db/tenant/queries/site";
import { describeTwins } from "@/db/testing";
import { orderExport } from "@/server/life/exports";
import { orderImport } from "@/server/life/import";
import { filesOf } from "@/server/photos/photo-files";
import {
  addTestPhoto,
  ending,
  filesIn,
  opened,
  packed,
  removeTestFolder,
  stateOf,
  testPath,
} from "./testing-archives";

afterAll(removeTestFolder);

describeTwins("exports and imports", (twins) => {
  let names = 0;
  const newName = () => `copy-${twins().ours.tenant.id.slice(0, 8)}-${++names}`;
  const ours = () => twins().ours.tenant;
  beforeAll(async () => {
    await addTestPhoto(twins().ours);
    await twins()
      .ours.as("system")
      .write(async (tx) => {
        const expiresAt = new Date(Date.now() + 3_600_000);
        const memberId = twins().ours.members.owner.id;
        await addSession(tx, { tokenHash: "a session", memberId, expiresAt });
        await addOneTimeToken(tx, { identifier: "sign-in", tokenHash: "a link", expiresAt });
      });
  });

  test.each(["pool", "own"] as const)(
    "an export imported into the %s is the same site, and packs to the same checksums",
    async (placement) => {
      const exported = await ending(await orderExport({ tenant: ours(), by: "owner" }));
      expect(exported).toMatchObject({ state: "succeeded", error: "" });
      const key = (await keysOf("exports/")).at(-1) ?? "";
      const file = await filesOf(ours()).get(key);
      expect(file?.type).toBe("application/zip");
      const path = testPath(`${placement}.zip`);
      await writeFile(path, (await file?.bytes()) ?? "");

      const name = newName();
      const id = await orderImport({ file: path, name, placement, by: "command line" });
      expect(await ending(id)).toMatchObject({ state: "succeeded", error: "" });

      const copy = await platform.read((tx) => findTenant(tx, name));
      if (!copy) throw new Error("There is no copy.");
      expect(copy).toMatchObject({ state: "active", confirmed: true, placement });
      expect(await stateOf(copy)).toEqual(await stateOf(ours()));
      expect(await filesIn(copy)).not.toEqual({});
      const [first, second] = [await tables(path), await tables(await packed(copy, "again.zip"))];
      expect(second).toEqual(first);
      const owned = await platform.read((tx) =>
        listOwned(tx, hashEmail(`owner@${ours().slug}.example`)),
      );
      expect(owned.map(({ slug }) => slug)).toContain(name);
      expect(await (await backups()).list("arrivals/")).toEqual([]);
    },
  );

  test("the same state packs to the same bytes, and a change to others", async () => {
    const first = await readFile(await packed(ours(), "first.zip"));
    expect((await readFile(await packed(ours(), "second.zip"))).equals(first)).toBe(true);
    await twins()
      .ours.as("owner")
      .write((tx) => nameSite(tx, "Another name"));
    expect((await readFile(await packed(ours(), "third.zip"))).equals(first)).toBe(false);
  });

  test("sessions and one-time links stay, and nothing of theirs is in it", async () => {
    await opened(await packed(ours(), "all.zip"), async (archive) => {
      const parts = archive.manifest.tables.map(({ name }) => name);
      expect(parts).toContain("members");
      expect(parts).not.toContain("sessions");
      expect(parts).not.toContain("one_time_tokens");
      const lines: string[] = [];
      for (const table of archive.manifest.tables)
        for await (const batch of archive.lines(table)) lines.push(...batch);
      expect(lines.join("\n")).toContain(twins().ours.mark);
      expect(lines.join("\n")).not.toContain(twins().theirs.mark);
      const files = Object.keys(await filesIn(ours()));
      expect(archive.manifest.files.map(({ key }) => key)).toEqual(files);
    });
  });

  test("somebody who is named with the import owns the copy beside the owners in it", async () => {
    const file = await packed(ours(), "named.zip");
    const name = newName();
    const order = { file, name, email: "New@Example.com", by: "command line" };
    expect(await ending(await orderImport(order))).toMatchObject({ state: "succeeded" });
    const copy = await platform.read((tx) => findTenant(tx, name));
    if (!copy) throw new Error("There is no copy.");
    const members = await openScope(copy, { kind: "system", reason: "test" }).read(listMembers);
    const owners = members.filter(({ role }) => role === "owner").map(({ email }) => email);
    expect(owners.sort()).toEqual(["new@example.com", `owner@${ours().slug}.example`]);
    const owned = await platform.read((tx) => listOwned(tx, hashEmail("new@example.com")));
    expect(owned.map(({ slug }) => slug)).toContain(name);
  });

  test.each([
    ["a taken name", () => twins().theirs.tenant.slug, /taken/],
    ["a reserved name", () => "operator", /kept for the platform/],
    ["no name", () => "--", /3 characters/],
  ])("%s is refused and nothing is left", async (_, name, reason) => {
    const file = await packed(ours(), "refused.zip");
    await expect(orderImport({ file, name: name(), by: "command line" })).rejects.toThrow(reason);
    expect(await (await backups()).list("arrivals/")).toEqual([]);
  });

  test.each(["pool", "own"] as const)(
    "an import into the %s that fails for good leaves no row, file, database or name",
    async (placement) => {
      const file = await packed(ours(), "lost.zip");
      const before = await platform.read(listAllDatabases);
      const name = newName();
      const id = await orderImport({ file, name, placement, by: "command line" });
      const [arrival] = await (await backups()).list("arrivals/");
      const copy = await platform.read((tx) => findTenant(tx, name));
      if (!copy || !arrival) throw new Error("Nothing was ordered.");
      await filesOf(copy).put("photos/half.webp", Buffer.from("half"), { type: "image/webp" });
      await (await backups()).delete(arrival.key);
      expect(await ending(id)).toMatchObject({ state: "failed" });
      expect(await platform.read((tx) => findTenant(tx, name))).toBeNull();
      expect(await filesIn(copy)).toEqual({});
      expect(await platform.read(listAllDatabases)).toEqual(before);
      if (placement === "pool") expect(await countRows(copy.id)).toBe(0);
    },
  );

  async function keysOf(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of filesOf(ours()).list(prefix)) keys.push(key);
    return keys;
  }

  const countRows = (id: string) =>
    withTenantRows(ours().database, id, "snapshot", (rows) => rows.count());
});

async function tables(path: string): Promise<unknown> {
  return opened(path, async ({ manifest }) =>
    manifest.tables.map(({ name, rows, checksum }) => ({ name, rows, checksum })),
  );
}
