import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");

/** The sites of the proof, as `ha-program.ts` makes them. */
export const SLUGS = ["pooled-1", "alone-1"] as const;

export type Slug = (typeof SLUGS)[number];

export function hostOf(slug: Slug): string {
  return `${slug}.localhost`;
}

/** Starts one of our programs as a process of its own. */
export function start(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
}

/** Runs `ha-program.ts` to its end. @returns what it said last, as JSON */
export async function runProgram(
  task: string,
  env: Readonly<Record<string, string>>,
  ...more: string[]
): Promise<string> {
  return finish(start(["packages/deploy/proof/ha-program.ts", task, ...more], env));
}

/** Lets a program end by itself. @returns the last line it said */
export async function finish(child: ChildProcess): Promise<string> {
  let said = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    said += chunk.toString("utf8");
  });
  child.stdin?.end();
  const [code]: (number | null)[] = await once(child, "close");
  if (code !== 0) throw new Error(`A program of the proof ended with code ${code}: ${said}`);
  return said.trim().split("\n").at(-1) ?? "";
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
