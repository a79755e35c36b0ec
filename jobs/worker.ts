import { setTimeout as pause } from "node:timers/promises";
import { Logger, type Runner, run, type TaskList } from "graphile-worker";
import { log } from "@/base/log";
import { asTask } from "@/base/telemetry/job";
import { connectionsOfJobs } from "@/db/worker-connections";
import { tellJobs } from "./figures";
import { kinds } from "./kinds";
import { perform } from "./operation";
import { schedule, tasks } from "./schedule";
import { countOverdue, sweepOperations } from "./sweep";

export interface Worker {
  /** Begins nothing more and waits for what runs, for up to 10 seconds. */
  stop(): Promise<void>;
  /** Whether it takes jobs at this moment. */
  isListening(): boolean;
}

/** How many jobs one worker runs at a time. */
const CONCURRENCY = 4;

/** How often the worker looks for jobs that a killed one left, in milliseconds. */
const SWEEP = 4000;

/**
 * Runs jobs until it is stopped. Begins again after any loss of the connection to the platform's database. The
 * next sweep of any worker takes up the operations of a killed one.
 */
export function startWorker(): Worker {
  const stopping = new AbortController();
  let runner: Runner | undefined;
  let leave = () => {};
  let idle = 0;
  const running = runAgainAndAgain();
  tellJobs();
  const sweeping = setInterval(() => void sweep(), SWEEP);
  const unsettled = new Set<Promise<void>>();
  return {
    isListening: () => runner !== undefined && !stopping.signal.aborted,
    async stop() {
      stopping.abort(new Error("The worker is stopping."));
      clearInterval(sweeping);
      await Promise.race([runner?.stop().catch(() => {}), pause(10_000, null, { ref: false })]);
      await Promise.race([Promise.all([running, ...unsettled]), pause(1000, null, { ref: false })]);
    },
  };

  async function runAgainAndAgain(): Promise<void> {
    while (!stopping.signal.aborted) {
      const stuck = Promise.withResolvers<"stuck">();
      leave = () => stuck.resolve("stuck");
      const ended = await Promise.race([serve(stuck.promise), stuck.promise]).catch(
        (error: unknown) => error,
      );
      // Ends the old runner completely, because a runner that failed in part must not go on beside the next.
      leave();
      runner = undefined;
      if (!stopping.signal.aborted) log.warn({ err: ended }, "the worker begins again");
      await pause(1000, null, { ref: false });
    }
  }

  /** Runs jobs until the library gives up. @param left when nobody waits for it any more */
  async function serve(left: Promise<unknown>): Promise<void> {
    const connections = connectionsOfJobs();
    try {
      await serveFrom(connections, left);
    } finally {
      connections.end().catch(() => {});
    }
  }

  async function serveFrom(
    connections: ReturnType<typeof connectionsOfJobs>,
    left: Promise<unknown>,
  ): Promise<void> {
    const begun = await run({
      pgPool: connections,
      concurrency: CONCURRENCY,
      pollInterval: 1000,
      // Sends completions and failures in batches, because the library does not wait for single ones, and a
      // lost database would end the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      noHandleSignals: true,
      logger: quietLogger(),
      crontab: schedule,
      taskList: { ...traced(tasks), operation: beginOperation },
    });
    runner = begun;
    void left.then(() => begun.stop()).catch(() => {});
    await begun.addJob("refill", {}, { jobKey: "refill" });
    await begun.promise;
  }

  async function beginOperation(payload: unknown): Promise<void> {
    const id = idOf(payload);
    const done = perform(id, kinds, stopping.signal);
    const settled = done.catch(() => {}).finally(() => unsettled.delete(settled));
    unsettled.add(settled);
    await done;
  }

  /** If jobs are overdue although this worker is idle, its runner has stopped silently and is started again. */
  async function sweep(): Promise<void> {
    try {
      await sweepOperations();
      const overdue = await countOverdue();
      idle = overdue > 0 && unsettled.size < CONCURRENCY ? idle + 1 : 0;
      if (idle >= 2) leave();
    } catch (error) {
      log.warn({ err: error }, "jobs not swept");
    }
  }
}

function idOf(payload: unknown): string {
  if (typeof payload === "object" && payload !== null && "id" in payload) return String(payload.id);
  throw new Error("The job names no operation.");
}

/** Gives each scheduled task a trace, by which its lines are found. */
function traced(list: TaskList): TaskList {
  return Object.fromEntries(
    Object.entries(list).map(([name, task]) => [
      name,
      task && ((payload, how) => asTask(name, async () => task(payload, how))),
    ]),
  );
}

/** Leaves out the library's line about each success, because operations log their own steps. */
function quietLogger(): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === "error") log.warn({ meta: String(meta?.error ?? "") }, message);
    else log.debug(message);
  });
}
