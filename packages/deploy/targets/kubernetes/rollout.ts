import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { LABEL } from "./document";
import { find, type Kubectl, must } from "./kubectl";
import { IN, reasonsOf } from "./reasons";

const JobSchema = z.object({
  status: z
    .object({
      conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
    })
    .default({ conditions: [] }),
});

/** Applies one emitted file. */
export async function apply(run: Kubectl, path: string): Promise<void> {
  const owner = ["--server-side", "--force-conflicts", "--field-manager", "swingtag"];
  await must(run, ["apply", ...owner, "--filename", path]);
}

/** Waits until what was applied runs. @throws Error with the reasons that its pods give */
export async function rolledOut(run: Kubectl, what: string, seconds: number): Promise<void> {
  const { code, err } = await run(["rollout", "status", what, ...IN, `--timeout=${seconds}s`]);
  if (code === 0) return;
  const reasons = await reasonsOf(run);
  throw new Error(`${what} does not come up: ${err.trim()}\n${reasons.join("\n")}`.trimEnd());
}

/** Removes a setup that failed, so that applying starts it anew. */
export async function forgetFailed(run: Kubectl, job: string): Promise<void> {
  if ((await endOf(run, job)) === "Failed")
    await must(run, ["delete", "job", job, ...IN, "--wait"]);
}

/**
 * Waits for setup's end, and removes the jobs of earlier versions.
 * @throws Error with its last lines where it failed
 */
export async function setUp(run: Kubectl, job: string, every = 2000): Promise<void> {
  for (;;) {
    const end = await endOf(run, job);
    if (end === "Complete") break;
    if (end === "Failed") {
      const lines = await run(["logs", `job/${job}`, ...IN, "--all-containers", "--tail", "40"]);
      throw new Error(
        `Setup failed, and what ran before still runs. Its last lines:\n${lines.out || lines.err}`,
      );
    }
    await pause(every);
  }
  const older = ["--selector", `${LABEL.part}=setup`, "--field-selector", `metadata.name!=${job}`];
  await must(run, ["delete", "job", ...IN, ...older]);
}

async function endOf(run: Kubectl, job: string): Promise<"Complete" | "Failed" | null> {
  const found = await find(run, JobSchema, ["job", job, ...IN]);
  const ended = found?.status.conditions.find(
    ({ type, status }) => status === "True" && (type === "Complete" || type === "Failed"),
  );
  return ended ? (ended.type === "Complete" ? "Complete" : "Failed") : null;
}
