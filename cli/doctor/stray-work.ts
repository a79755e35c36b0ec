import { env } from "@/base/env";
import type { Operation } from "@/db/platform/queries/operations";
import { adminOf } from "@/db/servers";
import { sweepOperations } from "@/jobs/sweep";
import { isWorkerAlive } from "../worker-alive";
import type { Register, Trouble } from "./trouble";

/** Operations that no job of the worker will ever begin, and work that is due where no worker runs. */
export async function workTroubles(register: Register): Promise<Trouble[]> {
  const admin = adminOf({ server: "", name: `${env().DATABASE_PREFIX}_platform` });
  try {
    const jobs = await admin<{ key: string }[]>`
      select key from graphile_worker.jobs where key is not null and attempts < max_attempts`;
    const ids = new Set(jobs.map(({ key }) => key));
    const overdue = register.work.filter(
      ({ id, runAt }) => ids.has(id) && Date.now() - runAt.getTime() > OVERDUE,
    );
    const idle = overdue.length > 0 && !(await isWorkerAlive()) ? [noWorker(overdue)] : [];
    const lost = register.work
      .filter(({ id, createdAt }) => !ids.has(id) && Date.now() - createdAt.getTime() > HANDED)
      .map(({ id, kind, slug }) => ({
        kind: "work without a job",
        subject: id,
        sentence: `The operation ${kind} ${slug} has no job, so no worker begins it.`,
        mending: { says: "hand it to the worker again", removesData: false, run: sweepOperations },
      }));
    return [...idle, ...lost];
  } finally {
    await admin.end({ timeout: 5 });
  }
}

/** A younger operation may be on its way to the worker, in milliseconds. */
const HANDED = 10_000;

/** After how long due work counts as overdue, in milliseconds: a worker that is started anew is there before. */
const OVERDUE = 30_000;

function noWorker(overdue: readonly Operation[]): Trouble {
  const [oldest] = overdue.toSorted((one, other) => Number(one.runAt) - Number(other.runAt));
  const what = `${overdue.length === 1 ? "1 operation is" : `${overdue.length} operations are`} due`;
  return {
    kind: "no worker",
    subject: `${env().DATABASE_PREFIX}_platform`,
    sentence: `No worker runs and ${what}, the oldest (${[oldest?.kind, oldest?.slug].filter(Boolean).join(" ")}) since ${oldest?.runAt.toISOString()}. Start one: npm run worker, or the demo, or with WORKER=inside the web process.`,
    mending: null,
  };
}
