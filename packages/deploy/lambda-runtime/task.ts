import { spawn } from "node:child_process";

export interface Task {
  readonly task: "setup" | "worker";
  /** For how long the worker takes jobs, in seconds. */
  readonly seconds: number;
}

/**
 * Does what a schedule asks for, in a process of its own: `setup` to its end; the worker for a bounded time, after
 * which it ends what it has under way as at each SIGTERM, so that the next pass goes on.
 * @param program what to run, before the task's name
 * @returns one sentence
 * @throws Error when the process fails
 */
export async function runTask(
  { task, seconds }: Task,
  program: readonly [string, ...string[]],
  signal: AbortSignal,
): Promise<string> {
  const [command, ...words] = program;
  const child = spawn(command, [...words, task], { stdio: "inherit" });
  const leave = () => child.kill("SIGTERM");
  const bounded = task === "worker" ? setTimeout(leave, seconds * 1000) : undefined;
  signal.addEventListener("abort", leave, { once: true });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("exit", resolve),
  );
  clearTimeout(bounded);
  signal.removeEventListener("abort", leave);
  if (code !== 0) throw new Error(`The task ${task} ended with ${code}; its lines say why.`);
  return task === "worker" ? `The worker took jobs for ${seconds} s.` : "Everything is set up.";
}
