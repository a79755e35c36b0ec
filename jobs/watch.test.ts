import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { backupKey, backups, nameAt } from "@/archive/retention";
import { platform } from "@/db/platform/door";
import { listInstances } from "@/db/platform/queries/instances";
import { listLastSamples } from "@/db/platform/queries/watching";
import { tenants } from "@/db/platform/schema";
import { describeTwins } from "@/db/testing";
import { countLateBackups, watchAll } from "./watch";

const folder = mkdtempSync(join(tmpdir(), "swingtag-watch-"));
process.env.FILES = join(folder, "files");
process.env.BACKUPS = join(folder, "backups");

describeTwins("the worker's look", (twins) => {
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  const keep = async (id: string, at: Date) => {
    const store = await backups();
    await store.put(
      backupKey(id, nameAt(at, "night")),
      (async function* () {
        yield Buffer.from("zip");
      })(),
    );
  };

  test("counts sites whose newest backup is of before last night, and none that is young", async () => {
    const { ours, theirs } = twins();
    const before = await countLateBackups();
    expect(before).toEqual({ late: 0, total: 0 });
    await platform.write((tx) => tx.update(tenants).set({ createdAt: hoursAgo(100) }));
    const { late, total } = await countLateBackups();
    expect(total).toBe(await platform.read((tx) => tx.$count(tenants)));
    expect(late).toBeGreaterThanOrEqual(2);
    await keep(ours.tenant.id, hoursAgo(3));
    await keep(theirs.tenant.id, hoursAgo(31));
    expect(await countLateBackups()).toEqual({ late: late - 1, total });
    await keep(theirs.tenant.id, hoursAgo(29));
    expect((await countLateBackups()).late).toBe(late - 2);
    await platform.write((tx) => tx.update(tenants).set({ createdAt: new Date() }));
  });

  test("says that the worker lives, in the same minute as what it found", async () => {
    await watchAll();
    expect(await platform.read(listInstances)).toMatchObject([{ kind: "worker" }]);
    const found = await platform.read(listLastSamples);
    expect(found.find(({ component }) => component === "jobs")).toMatchObject({
      state: "operational",
    });
  });
});
