import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { backupKey, backups, nameAt } from "@/archive/retention";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { setTenantState } from "@/db/platform/queries/held-tenants";
import { listOperations } from "@/db/platform/queries/operations";
import { describeTwins } from "@/db/testing";
import { listBackups } from "@/server/life/backups";
import { listExports, orderExport } from "@/server/life/exports";
import { filesOf } from "@/server/photos/photo-files";
import { backUpAll } from "./backup-night";
import { removeLapsedExports } from "./export";
import { addTestPhoto, attempt, ending, filesIn, removeTestFolder } from "./testing-archives";

afterAll(removeTestFolder);

const DAY = 86_400_000;

describeTwins("each night", (twins) => {
  const ours = () => twins().ours.tenant;
  const theirs = () => twins().theirs.tenant;
  // Nights in the past, so that archives of this test are older than any other.
  const night = (days: number) => new Date(Date.UTC(2020, 0, 1 + days, 2, 7));
  const momentsOf = async (tenant: { id: string }) =>
    (await listBackups(tenant)).map(({ at }) => at.toISOString());
  beforeAll(async () => {
    await addTestPhoto(twins().ours);
  });

  test("every site is backed up once, however often a run begins", async () => {
    await backUpAll(night(0));
    await backUpAll(new Date(night(0).getTime() + 3_600_000));
    expect(await momentsOf(ours())).toEqual([night(0).toISOString()]);
    expect(await momentsOf(theirs())).toEqual([night(0).toISOString()]);
  });

  test("two runs at once make one backup of each site", async () => {
    await Promise.all([backUpAll(night(1)), backUpAll(night(1))]);
    expect(await momentsOf(ours())).toEqual([night(1), night(0)].map((at) => at.toISOString()));
  });

  test("a deleted site is backed up too, as long as it can come back", async () => {
    await platform.write((tx) => setTenantState(tx, ours().id, "deleted"));
    await backUpAll(night(2));
    await platform.write((tx) => setTenantState(tx, ours().id, "active"));
    expect((await momentsOf(ours()))[0]).toBe(night(2).toISOString());
  });

  test("after 30 days a backup goes, the newest of a site that exists does not", async () => {
    const gone = "00000000-0000-4000-8000-000000000000";
    const store = await backups();
    const content = async function* () {
      yield Buffer.from("what is left of a removed site");
    };
    await store.put(backupKey(gone, nameAt(night(2), "night")), content());
    await store.put(`arrivals/${nameAt(night(2), "left")}`, content());
    await backUpAll(night(31));
    expect(await momentsOf(ours())).toEqual([night(31), night(2)].map((at) => at.toISOString()));
    expect(await listBackups({ id: gone })).toHaveLength(1);
    expect(await store.list("arrivals/")).toEqual([]);
    await filesOf(theirs()).put("photos/half.webp", Buffer.from("x"), { type: "image/webp" });
    await backUpAll(night(33));
    expect(await listBackups({ id: gone })).toEqual([]);
    await filesOf(theirs()).deletePrefix("photos/");
  });

  test("a site that can't be packed keeps its newest backup, gets an order of its own, and hinders no other", async () => {
    const before = await momentsOf(ours());
    const [key = ""] = Object.keys(await filesIn(ours()));
    const path = join(env().FILES, "t", ours().id, `${key}@`);
    const stored = await readFile(path);
    await writeFile(path, Buffer.from(stored).fill("rotten", stored.length - 6));
    await backUpAll(night(90));
    await writeFile(path, stored);
    expect(await momentsOf(ours())).toEqual(before.slice(0, 1));
    expect((await momentsOf(theirs()))[0]).toBe(night(90).toISOString());
    const [order] = await platform.read((tx) => listOperations(tx, ours().id, 1));
    expect(order).toMatchObject({ kind: "backup", orderedBy: "Swingtag" });
    expect(await ending(order?.id ?? "")).toMatchObject({ state: "succeeded" });
  });

  test("an export goes after 7 days and not before", async () => {
    await ending(await orderExport({ tenant: ours(), by: "owner" }));
    await removeLapsedExports(new Date(Date.now() + 6.9 * DAY));
    expect(await listExports(ours())).toHaveLength(1);
    await removeLapsedExports(new Date(Date.now() + 7.1 * DAY));
    expect(await listExports(ours())).toEqual([]);
  });

  test("of many exports the three newest stay", async () => {
    for (let count = 0; count < 5; count++)
      await ending(await orderExport({ tenant: ours(), by: "owner" }));
    expect(await listExports(ours())).toHaveLength(3);
  });

  test("a second export is refused while one runs", async () => {
    const id = await orderExport({ tenant: ours(), by: "owner" });
    await expect(orderExport({ tenant: ours(), by: "owner" })).rejects.toThrow("packed already");
    expect(await ending(id)).toMatchObject({ state: "succeeded" });
  });

  test("what a stopped export left is not among the exports", async () => {
    const before = await listExports(ours());
    const id = await orderExport({ tenant: ours(), by: "owner" });
    const stopping = new AbortController();
    const stopped = attempt(id, stopping.signal);
    await vi.waitUntil(async () => (await tempFiles()).length > 0, { interval: 1 });
    stopping.abort(new Error("stopped"));
    if ((await stopped).state === "running") expect(await listExports(ours())).toEqual(before);
    expect(await ending(id)).toMatchObject({ state: "succeeded" });
    expect(await tempFiles()).toEqual([]);
  });

  const tempFiles = () => readdir(join(env().FILES, "@incoming"));
});
