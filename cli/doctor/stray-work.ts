import { env } from "@/base/env";
import { adminOf } from "@/db/servers";
import { sweepOperations } from "@/jobs/sweep";
import type { Register, Trouble } from "./trouble";

/** Operations that no job of the worker will ever begin. */
export async function workTroubles(register: Register): Promise<Trouble[]> {
  const admin = adminOf({ server: "", name: `${env().DATABASE_PREFIX}_platform` });
  try {
    const jobs = await admin<{ key: string }[]>`
      select key from graphile_worker.jobs where key is not null and attempts < max_attempts`;
    const ids = new Set(jobs.map(({ key }) => key));
    return register.work
      .filter(({ id, createdAt }) => !ids.has(id) && Date.now() - createdAt.getTime() > HANDED)
      .map(({ id, kind, slug }) => ({
        kind: "work without a job",
        subject: id,
        sentence: `The operation ${kind} ${slug} has no job, so no worker begins it.`,
        mending: { says: "hand it to the worker again", removesData: false, run: sweepOperations },
      }));
  } finally {
    await admin.end({ timeout: 5 });
  }
}

/** A younger operation may be on its way to the worker, in milliseconds. */
const HANDED = 10_000;
