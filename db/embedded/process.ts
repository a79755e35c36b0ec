import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

/** A process, told apart from a later one that was given the same number. */
export interface Process {
  readonly pid: number;
  /** When it began, in the words of the system; equal only for the same process. */
  readonly began: string;
}

/** The process that has this number now, or null when there is none or it only waits to be reaped. */
export function findProcess(pid: number): Process | null {
  const began = process.platform === "linux" ? beganOnLinux(pid) : beganByPs(pid);
  return began ? { pid, began } : null;
}

/** Whether this very process still runs. */
export function stillRuns({ pid, began }: Process): boolean {
  return findProcess(pid)?.began === began;
}

/** The command line of a process, and the folder it works in where the system tells. */
export function commandOf(pid: number): { words: string[]; folder: string | null } {
  if (process.platform !== "linux") return { words: ps(pid, "command").split(" "), folder: null };
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return { words, folder: folderOf(pid) };
  } catch {
    return { words: [], folder: null };
  }
}

/**
 * Takes a lock file, so that this process alone does something. Takes over the lock of a process that is gone.
 * @returns a function that gives it back, or the process that holds it
 */
export async function takeLock(file: string): Promise<(() => Promise<void>) | Process> {
  const me = findProcess(process.pid);
  if (!me) throw new Error("The system does not tell when this process began.");
  const mine = `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;
  await writeFile(mine, JSON.stringify(me));
  try {
    for (;;) {
      const taken = await link(mine, file).then(
        () => true,
        () => false,
      );
      if (taken) return () => rm(file, { force: true });
      const holder = await holderOf(file);
      if (holder && stillRuns(holder)) return holder;
      await rename(file, `${mine}.stale`).catch(() => {});
      await rm(`${mine}.stale`, { force: true });
    }
  } finally {
    await rm(mine, { force: true });
  }
}

/**
 * Takes a file as `takeLock` does, waiting for up to `seconds` while another process holds it.
 * @throws Error that names the holder
 */
export async function waitForLock(file: string, seconds: number): Promise<() => Promise<void>> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const taken = await takeLock(file);
    if (typeof taken === "function") return taken;
    if (Date.now() > until)
      throw new Error(`Process ${taken.pid} has held ${file} for ${seconds} seconds.`);
    await pause(50);
  }
}

/** The process named in a file that `takeLock` wrote, or null when it is unreadable. */
export async function holderOf(file: string): Promise<Process | null> {
  try {
    const { pid, began }: Record<string, unknown> = JSON.parse(await readFile(file, "utf8"));
    return typeof pid === "number" && typeof began === "string" ? { pid, began } : null;
  } catch {
    return null;
  }
}

function beganOnLinux(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return null;
    return `${bootOf()} ${fields[18]}`;
  } catch {
    return null;
  }
}

function bootOf(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "";
  }
}

function beganByPs(pid: number): string | null {
  const line = ps(pid, "stat=,lstart");
  return line === "" || line.startsWith("Z") ? null : line.replace(/^\S+\s+/, "");
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync("ps", ["-p", String(pid), "-o", `${column}=`], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "";
  }
}

function folderOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}
