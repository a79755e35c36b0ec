import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { forgetEnded } from "@/db/platform/queries/operation-counts";
import { adminOf } from "@/db/servers";

/** Kinds whose ended operations are deleted after a day, because each birth and each spare leaves one. */
const BRIEF = ["create", "retire", "settle", "spare"];

/**
 * Forgets operations that ended long ago, and jobs that nobody will run again: those of ended operations, and
 * tasks whose worker was killed. Nothing depends on either.
 */
export async function forgetOldWork(): Promise<void> {
  await platform.write((tx) => forgetEnded(tx, BRIEF));
  const admin = adminOf({ server: "", name: `${env().DATABASE_PREFIX}_platform` });
  try {
    await admin`
      select graphile_worker.complete_jobs(array_agg(j.id))
      from graphile_worker.jobs j left join operations o on o.id::text = j.key
      where case when j.task_identifier = 'operation'
        then j.locked_by is null and (o.id is null or o.state in ('succeeded', 'failed'))
        else j.attempts >= j.max_attempts and (j.locked_at is null or j.locked_at < now() - interval '4 hours')
      end
      having count(*) > 0`;
  } finally {
    await admin.end({ timeout: 1 });
  }
}

/**
 * Recovers the work of killed workers: frees jobs whose operation no worker holds, brings failed jobs forward,
 * and gives operations without a job a new one.
 */
export async function sweepOperations(): Promise<void> {
  const admin = adminOf({ server: "", name: `${env().DATABASE_PREFIX}_platform` });
  try {
    const locked = await admin<{ id: string; operation: string; pool: string }[]>`
      select id::text as id, key as operation, locked_by as pool from graphile_worker.jobs
      where task_identifier = 'operation' and locked_by is not null
        and locked_at < now() - interval '3 seconds'`;
    for (const { id, operation, pool } of locked) {
      const [free] = await admin<{ taken: boolean }[]>`
        select pg_try_advisory_lock(hashtextextended('operation ' || ${operation}, 0)) as taken`;
      if (!free?.taken) continue;
      // The library's own function would free all jobs of a worker, also those that run now.
      await admin`
        update graphile_worker._private_jobs set locked_by = null, locked_at = null
        where id = ${id} and locked_by = ${pool}`;
      await admin`select pg_advisory_unlock(hashtextextended('operation ' || ${operation}, 0))`;
    }
    await admin`
      select graphile_worker.reschedule_jobs(array_agg(j.id), run_at => now() + interval '2 seconds')
      from graphile_worker.jobs j join operations o on o.id::text = j.key
      where j.task_identifier = 'operation' and j.locked_by is null
        and j.run_at > now() + least(15, 4 + o.attempts) * interval '1 second'
        and o.run_at <= now() and o.state in ('waiting', 'running')
      having count(*) > 0`;
    await admin`
      select graphile_worker.add_job('operation', json_build_object('id', o.id), run_at => o.run_at,
        max_attempts => 100, job_key => o.id::text, job_key_mode => 'preserve_run_at')
      from operations o
      where o.state in ('waiting', 'running') and o.created_at < now() - interval '10 seconds'
        and not exists (select from graphile_worker.jobs j where j.key = o.id::text and j.attempts < j.max_attempts)`;
  } finally {
    await admin.end({ timeout: 1 });
  }
}

/** How many jobs should have begun 5 seconds ago and have not. */
export async function countOverdue(): Promise<number> {
  const admin = adminOf({ server: "", name: `${env().DATABASE_PREFIX}_platform` });
  try {
    const [overdue] = await admin<{ count: number }[]>`
      select count(*)::int as count from graphile_worker.jobs
      where task_identifier in ('operation', 'refill') and locked_by is null and attempts < max_attempts
        and run_at < now() - interval '5 seconds'`;
    return overdue?.count ?? 0;
  } finally {
    await admin.end({ timeout: 1 });
  }
}
