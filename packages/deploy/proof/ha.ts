import { existsSync } from "node:fs";
import { join } from "node:path";
import { rolePassword } from "@/base/env";
import { freePort } from "@/base/free-port";
import { buildApp } from "@/packages/local/build";
import { awaitAnswers, startApp } from "@/packages/local/serve";
import { finish, hostOf, runProgram, SLUGS, start, stop } from "./ha-app";
import { type Machines, startMachines } from "./ha-machines";
import { gapAt, visitAgainAndAgain, waitUntil } from "./ha-visits";
import { readConfirmed, writesOf } from "./ha-written";
import type { Measure, Proof, Step } from "./proof";

const PREFIX = "swingtag";
const SECRET = "a secret of a proof that guards nothing";

/** The newest Postgres that Debian has put here. */
const POSTGRES = [18, 17, 16, 15].map((version) => `/usr/lib/postgresql/${version}/bin`);

const NEEDED: Readonly<Record<string, string>> = {
  patroni: "/usr/bin/patroni",
  "etcd-server": "/usr/bin/etcd",
  haproxy: "/usr/sbin/haproxy",
  pgbouncer: "/usr/sbin/pgbouncer",
  "python3-etcd": "/usr/lib/python3/dist-packages/etcd",
};

/** What a site may miss when its primary is lost, in milliseconds. */
const BAR = 30_000;

/** The old primary becomes a standby of the new one, so each loss is the other machine's. */
const LOSSES = [
  { turn: "primary killed", hangs: false },
  { turn: "the other killed", hangs: false },
  { turn: "primary hangs and wakes again", hangs: true },
] as const;

/** For how long after a loss requests sent before it may still be answered, in milliseconds. */
const LINGER = 3000;

/** A primary that is lost with its machine: no confirmed write is, and the app goes on by itself. */
export const highAvailability: Proof = {
  name: "high availability",
  async lacks() {
    const missing = Object.entries(NEEDED).flatMap(([name, file]) =>
      existsSync(file) ? [] : [name],
    );
    if (!POSTGRES.some(existsSync)) missing.push("postgresql-15");
    return missing.length > 0
      ? `This machine lacks ${missing.join(", ")}. Run apt-get install ${missing.join(" ")}.`
      : null;
  },
  async run(step, measure, signal) {
    await buildApp(() => {}, signal);
    const programs = POSTGRES.find(existsSync) ?? "";
    const secrets = { superuser: "a-superuser-of-a-proof", replication: "a-replicator-of-a-proof" };
    const machines = await startMachines(programs, secrets);
    const ends: (() => Promise<void>)[] = [machines.end];
    try {
      await prove(machines, step, measure, ends, signal);
    } finally {
      for (const end of ends.toReversed()) await end().catch(() => {});
    }
  },
};

async function prove(
  machines: Machines,
  step: Step,
  measure: Measure,
  ends: (() => Promise<void>)[],
  signal: AbortSignal,
): Promise<void> {
  const until = (condition: () => Promise<boolean>, seconds: number, what: string) =>
    waitUntil(condition, seconds, what, signal);
  const isWhole = async () => {
    const roles = [...(await machines.roles()).values()].sort();
    return roles.join() === "primary,synchronous standby";
  };
  await step(
    "two of three machines hold Postgres, one as primary and one as its synchronous standby",
    () => until(isWhole, 90, "a primary with a synchronous standby"),
  );
  const settings = settingsOf(machines);
  const logins: string[] = await step(
    "the app is set up through the balancer, with a site in the pool and one in a database of its own",
    async () => JSON.parse(await runProgram("prepare", settings.direct)),
  );
  machines.pool(Object.fromEntries(logins.map((name) => [name, rolePassword(name, SECRET)])));
  const port = await freePort();
  const log = join(machines.folder, "web.log");
  const app = await startApp({ env: { ...settings.pooled, PORT: String(port) }, log });
  let gone = false;
  void app.ended.then(() => {
    gone = true;
  });
  ends.push(app.stop);
  const worker = start(["scripts/worker.ts"], settings.direct);
  ends.push(() => stop(worker));
  await step("both sites answer through PgBouncer", () =>
    awaitAnswers(app, { port, hosts: SLUGS.map(hostOf), log }),
  );
  const confirmed = join(machines.folder, "confirmed");
  const writer = start(
    ["packages/deploy/proof/ha-program.ts", "write", confirmed],
    settings.pooled,
  );
  ends.push(() => stop(writer));
  const visits = visitAgainAndAgain(port);
  ends.push(visits.end);
  await until(async () => (await readConfirmed(confirmed)).length > 100, 30, "confirmed writes");

  for (const { turn, hangs } of LOSSES) {
    const [lost] = [...(await machines.roles())].find(([, role]) => role === "primary") ?? [];
    if (!lost) throw new Error("There is no primary.");
    const at = Date.now();
    if (hangs) machines.freeze(lost);
    else machines.lose(lost);
    await step(
      `${turn}: the other machine becomes primary, and both sites take writes and visits again`,
      () =>
        until(
          async () => {
            const times = SLUGS.map((slug) => visits.of(slug));
            for (const slug of SLUGS) times.push(await writesOf(confirmed, slug));
            return times.every((those) => those.some((time) => time > at + LINGER));
          },
          90,
          "writes and visits after the loss",
        ),
    );
    for (const slug of SLUGS) {
      const writes = gapAt(at, await writesOf(confirmed, slug));
      const reads = gapAt(at, visits.of(slug));
      const within = (gap: number) => ({ says: `≤ ${BAR / 1000} s`, met: gap <= BAR });
      measure(`${turn}, ${slug}: no confirmed write for`, seconds(writes), within(writes));
      measure(`${turn}, ${slug}: no answered visit for`, seconds(reads), within(reads));
    }
    await step(`${turn}: the app was not restarted`, async () => {
      if (gone || writer.exitCode !== null || worker.exitCode !== null)
        throw new Error("A process of the app has ended.");
    });
    await step(`${turn}: the worker goes on with what is ordered now`, async () => {
      const ids: string[] = JSON.parse(await runProgram("order", settings.pooled));
      for (const id of ids)
        await until(
          async () => JSON.parse(await runProgram("state", settings.pooled, id)) === "succeeded",
          60,
          "an export",
        );
    });
    machines.bringBack(lost);
    await step(`${turn}: the lost machine comes back as the standby`, () =>
      until(isWhole, 90, "a synchronous standby"),
    );
  }

  const failed = Number(await finish(writer));
  await step("every write that was confirmed to either site is there", async () => {
    const there = new Set<string>(JSON.parse(await runProgram("read", settings.direct)));
    const all = await readConfirmed(confirmed);
    const missing = all.filter(({ id }) => !there.has(id));
    measure("confirmed writes, of them lost", `${all.length}, ${missing.length}`);
    measure("writes refused meanwhile", String(failed));
    if (missing.length > 0) throw new Error(`${missing.length} confirmed writes are lost.`);
  });
}

/** The app's settings: web processes come through PgBouncer, setup and workers straight to the primary. */
function settingsOf({ adminUrl, cluster, folder }: Machines) {
  const common = {
    SECRET,
    DATABASE_PREFIX: PREFIX,
    DEMO: "1",
    BASE_DOMAIN: "localhost",
    SPARES: "0",
    LOG_LEVEL: "warn",
    WORKER: "apart",
    FILES: join(folder, "files"),
    BACKUPS: join(folder, "backups"),
  };
  const { host, port } = cluster.pooler;
  return {
    direct: { ...common, DATABASE_URL: adminUrl },
    pooled: {
      ...common,
      DATABASE_URL: `postgres://${host}:${port}`,
      DATABASE_POOLER: "transaction",
    },
  };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
