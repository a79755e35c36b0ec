import { mkdtempSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { platform } from "@/db/platform/door";
import { listAllDatabases } from "@/db/platform/queries/databases";
import { listIncidentsOf } from "@/db/platform/queries/incident-stories";
import { listAllIncidents, listPublicIncidents } from "@/db/platform/queries/incidents";
import { noteInstance } from "@/db/platform/queries/instances";
import { addWindow } from "@/db/platform/queries/maintenance";
import { listLastSamples } from "@/db/platform/queries/watching";
import {
  componentDays,
  incidents,
  instances,
  maintenanceWindows,
  samples,
  watchedDatabases,
} from "@/db/platform/status-schema";
import { describeTwins } from "@/db/testing";
import { emptyPlatform } from "@/db/testing-platform";
import { makeVictim, type Victim } from "@/db/testing-victim";
import { watch } from "./watch";

const files = mkdtempSync(join(tmpdir(), "swingtag-status-"));
process.env.FILES = join(files, "store");
process.env.OTLP_URL = "";

describeTwins("watching", (twins) => {
  let victim: Victim;
  let minute = 0;
  const view = {
    overdue: async (): Promise<number> => 0,
    lateBackups: async () => ({ late: 0, total: 2 }),
  };
  const alive = (kind: "web" | "worker") =>
    platform.write((tx) => noteInstance(tx, { name: "one", kind, version: "1" }));
  /** Looks once in each of so many minutes. */
  const look = async (times = 1, seen: Parameters<typeof watch>[0] = view) => {
    for (let time = 0; time < times; time++) {
      minute += 1;
      await watch(seen, new Date(Date.UTC(2026, 0, 1) + minute * 60_000));
    }
  };
  const stateOf = async (component: string) =>
    (await platform.read(listLastSamples)).find((one) => one.component === component);
  const opened = async () =>
    (await platform.read((tx) => listAllIncidents(tx))).filter(({ endedAt }) => endedAt === null);
  const databaseId = async (name: string) =>
    (await platform.read(listAllDatabases)).find((one) => one.name === name)?.id ?? "";
  const cut = async () => {
    await victim.onServer("alter database DB allow_connections false");
    await victim.terminate();
  };
  const mend = () => victim.onServer("alter database DB allow_connections true");

  beforeAll(async () => {
    victim = await makeVictim(
      `${env().DATABASE_PREFIX}_platform`,
      `cut-${twins().ours.tenant.slug}`,
    );
  });
  beforeEach(async () => {
    vi.spyOn(log, "warn").mockImplementation(() => {});
    await emptyPlatform(
      samples,
      componentDays,
      incidents,
      instances,
      maintenanceWindows,
      watchedDatabases,
    );
    await alive("web");
    await alive("worker");
  });

  test("finds every component well, once a minute, and adds the minutes up", async () => {
    await look(2);
    minute -= 1;
    await look();
    const found = await platform.read(listLastSamples);
    expect(new Map(found.map(({ component, state }) => [component, state]))).toEqual(
      new Map(
        ["backups", "files", "jobs", "mail", "own", "platform", "pools", "sign-up", "sites"].map(
          (component) => [component, "operational"],
        ),
      ),
    );
    expect(found).toHaveLength(18);
    const sums = await platform.read((tx) => tx.select().from(componentDays));
    expect(sums.map(({ operational, down }) => [operational, down])).toEqual(
      sums.map(() => [2, 0]),
    );
    expect(await opened()).toEqual([]);
  });

  test("an own database that is cut off counts in public and is named to its own site alone", async () => {
    await look();
    await cut();
    await look(2);
    expect(await stateOf("own")).toMatchObject({ state: "degraded", affected: 1 });
    expect(await opened()).toEqual([]);
    await look();
    const told = await platform.read((tx) => listPublicIncidents(tx));
    expect(told.map(({ subject }) => subject)).toEqual(["own"]);
    expect(JSON.stringify(told) + (await stateOf("own"))?.says).not.toContain(victim.database);
    const { id } = victim.scope.tenant;
    const seen = (tenant: string) => platform.read((tx) => listIncidentsOf(tx, tenant));
    expect((await seen(id)).map(({ subject }) => subject).sort()).toEqual([
      `database:${await databaseId(victim.database)}`,
      "own",
    ]);
    for (const { tenant } of [twins().ours, twins().theirs])
      expect((await seen(tenant.id)).map(({ subject }) => subject)).toEqual(["own"]);
    await mend();
    await vi.waitUntil(async () => {
      await look();
      return (await opened()).length === 0;
    });
    const [all] = [await platform.read((tx) => listAllIncidents(tx))];
    expect(all.map(({ state }) => state)).toEqual(["resolved", "resolved"]);
    expect((await seen(twins().ours.tenant.id)).length).toBe(0);
  });

  test("a window of the database excuses it, and no incident is opened", async () => {
    await platform.write(async (tx) =>
      addWindow(tx, {
        id: crypto.randomUUID(),
        components: ["own"],
        text: "A new disk",
        concerns: "tenant",
        databaseId: null,
        tenantId: victim.scope.tenant.id,
        beginsAt: new Date(Date.now() - 60_000),
        endsAt: new Date(Date.now() + 3_600_000),
      }),
    );
    await cut();
    await look(4);
    expect(await stateOf("own")).toMatchObject({ state: "maintenance" });
    expect(await opened()).toEqual([]);
    await platform.write((tx) => tx.update(maintenanceWindows).set({ endedAt: new Date() }));
    await look(3);
    expect((await opened()).map(({ components }) => components)).toEqual([["own"], ["own"]]);
    await mend();
  });

  test("a pool that takes nobody in is a shared database down, and no site can be made", async () => {
    const pools = (await platform.read(listAllDatabases)).filter(({ kind }) => kind === "pool");
    const onPool = (statement: string) =>
      victim.onServer(statement.replaceAll("POOL", pools[0]?.name ?? ""));
    await onPool("alter database POOL allow_connections false");
    await onPool(
      "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = 'POOL'",
    );
    await look();
    expect(await stateOf("pools")).toMatchObject({
      state: "down",
      says: "1 of 1 shared databases does not answer.",
    });
    expect(await stateOf("sign-up")).toMatchObject({ state: "down" });
    await onPool("alter database POOL allow_connections true");
    await vi.waitUntil(async () => {
      await look();
      return (await stateOf("pools"))?.state === "operational";
    });
    expect(await stateOf("sign-up")).toMatchObject({ state: "operational" });
  });

  test("a store that takes no file is down until it does", async () => {
    const { FILES } = env();
    await look();
    await rename(FILES, `${FILES}-away`);
    await writeFile(FILES, "no folder");
    await look();
    expect(await stateOf("files")).toMatchObject({ state: "down" });
    await rename(FILES, `${FILES}-file-${minute}`);
    await rename(`${FILES}-away`, FILES);
    await look();
    expect(await stateOf("files")).toMatchObject({ state: "operational" });
  });

  test("without a worker the web side sees jobs down, and says nothing of what it can't see", async () => {
    await platform.write((tx) =>
      tx.update(instances).set({ seenAt: new Date(Date.now() - 200_000) }),
    );
    await look(3, null);
    expect(await stateOf("jobs")).toMatchObject({ state: "down" });
    expect(await stateOf("sites")).toMatchObject({ state: "down" });
    expect(await stateOf("backups")).toBeUndefined();
    expect((await opened()).map(({ subject }) => subject).sort()).toEqual(["jobs", "sites"]);
  });

  test.each([
    ["jobs that wait", { ...view, overdue: async (): Promise<number> => 12 }, "jobs", "degraded"],
    ["a short queue", { ...view, overdue: async (): Promise<number> => 4 }, "jobs", "operational"],
    [
      "a late backup",
      { ...view, lateBackups: async () => ({ late: 1, total: 2 }) },
      "backups",
      "degraded",
    ],
    [
      "no backup at all",
      { ...view, lateBackups: async () => ({ late: 2, total: 2 }) },
      "backups",
      "down",
    ],
    [
      "a count that fails",
      { ...view, overdue: async (): Promise<number> => Promise.reject(new Error("no")) },
      "jobs",
      "operational",
    ],
  ] as const)("%s", async (_, seen, component, state) => {
    await look(1, seen);
    expect(await stateOf(component)).toMatchObject({ state });
  });
});
