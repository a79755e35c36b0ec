import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { backupKey, backups } from "@/archive/retention";
import { hashEmail } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { listAudit } from "@/db/platform/queries/audit";
import { listOperations } from "@/db/platform/queries/operations";
import { findTenant, listOwned } from "@/db/platform/queries/tenants";
import { withTenantRows } from "@/db/rows";
import { removePhoto } from "@/db/tenant/queries/loose-photos";
import { addMember, findSessionMember, removeMember } from "@/db/tenant/queries/members";
import { addSession } from "@/db/tenant/queries/sessions";
import { findSiteVersion, getSite, nameSite } from "@/db/tenant/queries/site";
import {
  beginBulkEdit,
  findLastBulkEdit,
  previewChange,
} from "@/db/tenant/queries/table/bulk-edits";
import { BUILT_IN } from "@/db/tenant/queries/table/fields";
import { trashItem } from "@/db/tenant/queries/trash";
import { describeTwins } from "@/db/testing";
import { listBackups, orderBackup } from "@/server/life/backups";
import { orderReturn } from "@/server/life/import";
import { orderRestore, orderRestores } from "@/server/life/restores";
import { filesOf } from "@/server/photos/photo-files";
import {
  addTestPhoto,
  attempt,
  ending,
  filesIn,
  removeTestFolder,
  stateOf,
} from "./testing-archives";
import { addTestValue } from "./testing-values";

afterAll(removeTestFolder);

describeTwins("backups", (twins) => {
  const ours = () => twins().ours.tenant;
  const owner = () => twins().ours.as("owner");
  let photo = "";
  let before: Record<string, unknown> = {};
  let backup = "";
  let theirFiles: Record<string, string> = {};
  const bringBack = async (name = backup) => {
    const order = { tenant: ours(), backup: name, by: "operator pat", reason: "asked by mail" };
    return ending(await orderRestore(order));
  };
  /** All but the version of the site, which goes up. */
  const state = async () => {
    const { site: _, ...rest } = await stateOf(ours());
    return { ...rest, ...(await owner().read(getSite)), version: undefined };
  };
  beforeAll(async () => {
    photo = await addTestPhoto(twins().ours);
    await addTestValue(twins().ours);
    await filesOf(twins().theirs.tenant).put("photos/theirs/full.webp", Buffer.from("theirs"), {
      type: "image/webp",
    });
    theirFiles = await filesIn(twins().theirs.tenant);
    for (const who of ["owner", "editor"] as const)
      await owner().write((tx) =>
        addSession(tx, {
          tokenHash: `session of ${who}`,
          memberId: twins().ours.members[who].id,
          expiresAt: new Date(Date.now() + 3_600_000),
        }),
      );
    before = await state();
    expect(await ending(await orderBackup({ tenant: ours(), by: "owner" }))).toMatchObject({
      state: "succeeded",
      error: "",
    });
    backup = (await listBackups(ours()))[0]?.name ?? "";
  });
  afterEach(async () => {
    expect(await filesIn(twins().theirs.tenant)).toEqual(theirFiles);
  });

  /** What happens to a site in a day. */
  const spoil = async () => {
    const [row] = await withTenantRows(ours().database, ours().id, "snapshot", ({ sql }) =>
      sql.unsafe<{ id: string }[]>("select id from photos limit 1"),
    );
    await owner().write(async (tx) => {
      await nameSite(tx, `Spoilt ${Math.random()}`);
      await trashItem(tx, twins().ours.items.legs ?? "");
      if (row) await removePhoto(tx, row.id);
      await addMember(tx, { email: `late${Math.random()}@example.com`, role: "owner" });
    });
    await filesOf(ours()).deletePrefix(`${photo}/`);
    await addTestPhoto(twins().ours, "hidden");
  };

  test("a site is brought back to what its backup says, row by row and file by file", async () => {
    await spoil();
    expect(await state()).not.toEqual(before);
    expect(await bringBack()).toMatchObject({ state: "succeeded", error: "" });
    expect(await state()).toEqual(before);
  });

  test("all sites are brought back at once, and those without a backup are named", async () => {
    await spoil();
    const { operations, passedOver } = await orderRestores({ by: "command line", reason: "" });
    const [own] = await platform.read((tx) => listOperations(tx, ours().id, 1));
    expect(operations).toContain(own?.id);
    expect(passedOver).toContain(twins().theirs.tenant.id);
    expect(await ending(own?.id ?? "")).toMatchObject({ state: "succeeded" });
    expect(await state()).toEqual(before);
  });

  test("pages that were kept before are not shown for what comes after", async () => {
    await spoil();
    const version = (await owner().read(findSiteVersion)) ?? 0;
    await bringBack();
    expect(await owner().read(findSiteVersion)).toBeGreaterThan(version);
  });

  test("members who were and are stay signed in, others don't, and owners are found by mail", async () => {
    await owner().write(async (tx) => {
      const late = await addMember(tx, { email: "late@example.com", role: "owner" });
      await addSession(tx, {
        tokenHash: "session of late",
        memberId: late.id,
        expiresAt: new Date(Date.now() + 3_600_000),
      });
    });
    await bringBack();
    const signedIn = (who: string) =>
      owner().read((tx) => findSessionMember(tx, `session of ${who}`));
    expect(await signedIn("owner")).toMatchObject({ role: "owner" });
    expect(await signedIn("late")).toBeNull();
    const owned = await platform.read((tx) =>
      listOwned(tx, hashEmail(twins().ours.members.owner.email)),
    );
    expect(owned.map(({ id }) => id)).toContain(ours().id);
  });

  test("somebody signed out since the backup is not signed in by it", async () => {
    await owner().write((tx) => removeMember(tx, twins().ours.members.editor.id));
    await bringBack();
    expect(await owner().read((tx) => findSessionMember(tx, "session of editor"))).toBeNull();
  });

  test("who ordered it and why stands in the audit log", async () => {
    await bringBack();
    const [line] = await platform.read((tx) => listAudit(tx, { tenantId: ours().id, limit: 1 }));
    expect(line).toMatchObject({
      actor: "operator pat",
      action: "ordered a restore",
      reason: "asked by mail",
      detail: { backup },
    });
  });

  test.each([
    ["damaged", (bytes: Buffer) => Buffer.from(bytes).fill(1, 2000, 2001)],
    ["cut short", (bytes: Buffer) => bytes.subarray(0, 5000)],
  ])("a %s backup changes nothing", async (_, damage) => {
    const key = backupKey(ours().id, "2026-01-01t02-07-00z-night.zip");
    const store = await backups();
    const bytes = await store.withFile(backupKey(ours().id, backup), (path) => readFile(path));
    await store.put(key, bytesOf(damage(bytes)));
    await spoil();
    const spoilt = await stateOf(ours());
    expect(await bringBack("2026-01-01t02-07-00z-night.zip")).toMatchObject({ state: "failed" });
    expect(await stateOf(ours())).toEqual(spoilt);
    await owner().write((tx) => nameSite(tx, "Still open"));
    await store.delete(key);
    expect(await bringBack()).toMatchObject({ state: "succeeded" });
  });

  test("a backup of theirs is not taken for ours", async () => {
    await ending(await orderBackup({ tenant: twins().theirs.tenant, by: "owner" }));
    const [theirs] = await listBackups(twins().theirs.tenant);
    const store = await backups();
    const name = "2026-01-02t02-07-00z-night.zip";
    const bytes = await store.withFile(
      backupKey(twins().theirs.tenant.id, theirs?.name ?? ""),
      (path) => readFile(path),
    );
    await store.put(backupKey(ours().id, name), bytesOf(bytes));
    const spoilt = await stateOf(ours());
    expect(await bringBack(name)).toMatchObject({ state: "failed", error: /of another site/ });
    expect(await stateOf(ours())).toEqual(spoilt);
    await store.delete(backupKey(ours().id, name));
  });

  test("a backup that is not there can't be ordered, nor one of another's folder", async () => {
    const order = (name: string) =>
      orderRestore({ tenant: ours(), backup: name, by: "owner", reason: "" });
    await expect(order("2020-01-01t00-00-00z-night.zip")).rejects.toThrow("no such backup");
    await expect(order(`../${twins().theirs.tenant.id}/${backup}`)).rejects.toThrow("no such");
  });

  test("a restore that was stopped is taken up again and ends where it should", async () => {
    await spoil();
    const order = { tenant: ours(), backup, by: "command line", reason: "" };
    const id = await orderRestore(order);
    const stopped = await attempt(id, AbortSignal.abort(new Error("stopped")));
    expect(stopped.state).toBe("running");
    expect(await ending(id)).toMatchObject({ state: "succeeded" });
    expect(await state()).toEqual(before);
  });

  test("a bulk edit that was under way when the backup was made has ended when it comes back", async () => {
    const { ours, theirs } = twins();
    const [id, memberId] = [randomUUID(), ours.members.editor.id];
    const change = { do: "set", field: "colour", value: "green" } as const;
    const selection = { ids: [ours.items.peanut ?? ""] };
    await owner().write(async (tx) => {
      const { seen } = await previewChange(tx, BUILT_IN, selection, change);
      await beginBulkEdit(tx, { id, memberId, selection, change, seen });
    });
    await ending(await orderBackup({ tenant: ours.tenant, by: "owner" }));
    expect(await bringBack((await listBackups(ours.tenant))[0]?.name)).toMatchObject({
      state: "succeeded",
    });
    expect(await owner().read((tx) => findLastBulkEdit(tx, memberId))).toMatchObject({
      ended: true,
      problem: expect.stringContaining("brought back"),
    });
    expect(await theirs.as("owner").read((tx) => findLastBulkEdit(tx, memberId))).toBeNull();
  });

  test("a site that is gone comes back from its backup as a new one", async () => {
    const name = `back-${ours().id.slice(0, 8)}`;
    const order = { tenantId: ours().id, backup, name, by: "command line" };
    expect(await ending(await orderReturn(order))).toMatchObject({ state: "succeeded" });
    const copy = await platform.read((tx) => findTenant(tx, name));
    if (!copy) throw new Error("There is no copy.");
    expect(copy.id).not.toBe(ours().id);
    expect(Object.keys(await filesIn(copy))).toHaveLength(3);
  });
});

async function* bytesOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
