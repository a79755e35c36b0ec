import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { HEAP } from "@/base/heap";
import { commandOf, findProcess } from "@/db/embedded/process";

/** A program of a stack. The last of its words names the stack, so that its process is told from all others. */
export interface Program {
  readonly name: string;
  readonly words: readonly string[];
}

interface Started extends Program {
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Code that the process runs first: it writes its sign, so that it can be found even if its maker is killed at
 * once.
 */
const SIGN =
  "data:text/javascript,import{writeFileSync}from'node:fs';writeFileSync(process.env.STACK_SIGN,String(process.pid))";

/** How long a process may take to end when asked to, in milliseconds. */
const PATIENCE = 12_000;

/** Starts a program that runs on when we end; its log and its sign stand in the folder. */
export async function startProgram(program: Started, folder: string): Promise<void> {
  const child = await begin(program, folder);
  const ended = once(child, "exit");
  while (!isServing(program, folder)) {
    if (child.exitCode !== null) throw await failure(program, folder);
    await Promise.race([ended, pause(20)]);
  }
  child.unref();
}

/** Runs a program to its end. @throws Error with the last line of its log when it failed */
export async function runProgram(
  program: Started,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const child = await begin(program, folder);
  const stop = () => child.kill();
  signal.addEventListener("abort", stop);
  try {
    const [code] = await once(child, "exit");
    signal.throwIfAborted();
    if (code !== 0) throw await failure(program, folder);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Whether the program's process runs. */
export function isServing(program: Program, folder: string): boolean {
  return pidOf(program, folder) !== null;
}

/** Ends the program's process and waits until it is gone. No error where there is none. */
export async function endProcess(program: Program, folder: string): Promise<void> {
  const asked = Date.now();
  for (let pid = pidOf(program, folder); pid !== null; pid = pidOf(program, folder)) {
    signalTo(pid, Date.now() - asked > PATIENCE ? "SIGKILL" : "SIGTERM");
    await pause(100);
  }
  await rm(signOf(program, folder), { force: true });
}

async function begin({ name, words, environment }: Started, folder: string) {
  const log = await open(join(folder, `${name}.log`), "a");
  try {
    const child = spawn(
      process.execPath,
      [HEAP, "--disable-warning=ExperimentalWarning", "--import", SIGN, ...words],
      {
        cwd: process.cwd(),
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          NODE_ENV: "production",
          STACK_SIGN: signOf({ name }, folder),
          ...environment,
        },
        detached: true,
        stdio: ["ignore", log.fd, log.fd],
      },
    );
    await once(child, "spawn");
    return child;
  } finally {
    await log.close();
  }
}

/** Its number, where the process that has it now is this program of this stack. */
function pidOf(program: Program, folder: string): number | null {
  let pid: number;
  try {
    pid = Number(readFileSync(signOf(program, folder), "utf8"));
  } catch {
    return null;
  }
  if (!pid || !findProcess(pid)) return null;
  const { words } = commandOf(pid);
  return program.words.every((word) => words.includes(word)) ? pid : null;
}

function signalTo(pid: number, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

async function failure({ name }: Program, folder: string): Promise<Error> {
  const lines = (await readFile(join(folder, `${name}.log`), "utf8")).trim().split("\n");
  return new Error(`The stack's ${name} failed: ${lines.at(-1) ?? ""}`);
}

function signOf({ name }: Pick<Program, "name">, folder: string): string {
  return join(folder, `${name}.pid`);
}
