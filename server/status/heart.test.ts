import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { platform } from "@/db/platform/door";
import { listAllIncidents } from "@/db/platform/queries/incidents";
import { listInstances } from "@/db/platform/queries/instances";
import { addSamples, listLastSamples } from "@/db/platform/queries/watching";
import { componentDays, incidents, instances, samples } from "@/db/platform/status-schema";
import { describeTwins } from "@/db/testing";
import { emptyPlatform } from "@/db/testing-platform";
import { testInstallation } from "@/db/testing-server";
import { beat } from "./heart";
import { forgetStatus, readStatus, tellStatus } from "./snapshot";
import { viewOf } from "./view";

process.env.FILES = join(mkdtempSync(join(tmpdir(), "swingtag-heart-")), "files");

describeTwins("the heart of a web process", () => {
  const minute = (nth: number) => new Date(Date.UTC(2026, 0, 1, 12, nth));
  const at = (nth: number) => ({ answers: async () => true, now: () => minute(nth) });
  const onServer = async (statement: string) => {
    const sql = postgres(testInstallation().adminUrl, { max: 1, onnotice: () => {} });
    await sql
      .unsafe(statement.replaceAll("PLATFORM", `${env().DATABASE_PREFIX}_platform`))
      .finally(() => sql.end());
  };
  const cut = async () => {
    await onServer("alter database PLATFORM allow_connections false");
    await onServer(
      "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = 'PLATFORM'",
    );
  };
  const mend = () => onServer("alter database PLATFORM allow_connections true");
  const well = (component: string, nth: number) => ({
    component,
    at: minute(nth),
    state: "operational" as const,
    affected: 0,
    total: 1,
    says: "",
  });

  beforeEach(async () => {
    vi.spyOn(log, "warn").mockImplementation(() => {});
    await emptyPlatform(samples, componentDays, incidents, instances);
    forgetStatus();
  });
  afterEach(mend);

  test("says that the process lives, and not where it does not answer", async () => {
    await beat(new Set(), { ...at(0), answers: async () => false });
    expect(await platform.read(listInstances)).toEqual([]);
    await beat(new Set(), at(0));
    expect(await platform.read(listInstances)).toMatchObject([
      { kind: "web", name: env().instance, version: env().VERSION },
    ]);
  });

  test("looks itself once the worker has not looked for two and a half minutes, and says that the jobs are down", async () => {
    await platform.write((tx) => addSamples(tx, [well("jobs", 0)]));
    await beat(new Set(), at(2));
    expect(await platform.read(listLastSamples)).toHaveLength(1);
    await beat(new Set(), at(3));
    const found = await platform.read(listLastSamples);
    expect(found.find((one) => one.component === "jobs")).toMatchObject({
      at: minute(3),
      state: "down",
    });
    expect(found.find((one) => one.component === "pools")).toMatchObject({ state: "operational" });
    for (const nth of [4, 4, 5]) await beat(new Set(), at(nth));
    const jobs = (await platform.read(listLastSamples)).filter((one) => one.component === "jobs");
    expect(jobs.map((one) => one.at)).toEqual([5, 4, 3, 0].map(minute));
    expect(await platform.read((tx) => listAllIncidents(tx))).toMatchObject([
      { subject: "jobs", beganAt: minute(3), endedAt: null },
    ]);
    const { components } = viewOf(await tellStatus(), minute(5));
    expect(components.find(({ id }) => id === "jobs")).toMatchObject({
      state: "down",
      current: true,
    });
  });

  test("tells what it knew while the platform's database is away, and since when", async () => {
    await platform.write((tx) => addSamples(tx, [well("mail", 0), well("platform", 0)]));
    expect((await readStatus()).awaySince).toBeNull();
    await cut();
    const away = await readStatus();
    expect(away.awaySince).not.toBeNull();
    const view = viewOf(away, minute(1));
    expect(view).toMatchObject({ overall: "down", answered: false });
    expect(view.components.map(({ id, state, current }) => [id, state, current])).toEqual([
      ["platform", "down", true],
      ["mail", "operational", false],
    ]);
    expect((await readStatus()).awaySince).toEqual(away.awaySince);
    await mend();
    await vi.waitUntil(async () => (await readStatus()).awaySince === null, { timeout: 60_000 });
  });

  test("enters the minutes without the platform's database afterwards, once for all processes", async () => {
    await platform.write((tx) => addSamples(tx, [well("platform", 0)]));
    const [one, other] = [new Set<number>(), new Set<number>()];
    await cut();
    for (const nth of [1, 1, 2, 3, 4])
      for (const missed of [one, other]) await beat(missed, at(nth));
    expect(one.size).toBe(4);
    await mend();
    const answers = () =>
      platform.read(listInstances).then(
        () => true,
        () => false,
      );
    await vi.waitUntil(answers, { timeout: 60_000 });
    await Promise.all([one, other].map((missed) => beat(missed, at(5))));
    expect(one.size + other.size).toBe(0);
    const told = await platform.read((tx) => listAllIncidents(tx));
    expect(told).toMatchObject([
      { subject: "platform", state: "resolved", beganAt: minute(1), endedAt: minute(5) },
    ]);
    const [sum] = await platform.read((tx) => tx.select().from(componentDays));
    expect(sum).toMatchObject({ component: "platform", operational: 1, down: 4 });
  });
});
