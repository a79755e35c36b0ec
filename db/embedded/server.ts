import { readFile, realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { commandOf, findProcess, type Process, stillRuns } from "./process";

/** A Postgres that serves a data folder. */
export interface Server {
  readonly process: Process;
  readonly port: number;
}

/**
 * The server of a data folder, if one runs. postmaster.pid holds its process number, but the file outlives a
 * killed server and another program may have the number by now, so this looks at the process itself.
 */
export async function findServer(data: string): Promise<Server | null> {
  const [pid, port] = await numbersIn(data);
  const found = pid ? findProcess(pid) : null;
  if (!found || !port || !(await serves(found.pid, data))) return null;
  return { process: found, port };
}

/** Whether postmaster.pid names a living process that is not this folder's server. */
export async function pidIsTaken(data: string): Promise<boolean> {
  const [pid] = await numbersIn(data);
  if (!pid || (await serves(pid, data))) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

export type Login =
  | { readonly ready: true }
  | { readonly ready: false; readonly code: string; readonly message: string };

/**
 * Logs in and asks which data folder the server serves. If it is another, or the login fails, gives the reason
 * in the words of Postgres or the system.
 */
export async function tryLogin(url: string, data: string): Promise<Login> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    const [row] = await sql<
      { folder: string }[]
    >`select current_setting('data_directory') as folder`;
    const same = row && (await realpath(row.folder)) === (await realpath(data));
    return same ? { ready: true } : { ready: false, code: "other", message: "another server" };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return { ready: false, code, message: error instanceof Error ? error.message : String(error) };
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Stops a server: at once for its clients, with a clean shutdown of its data. */
export async function stopServer(running: Process): Promise<void> {
  for (const [signal, seconds] of [
    ["SIGINT", 15],
    ["SIGQUIT", 5],
    ["SIGKILL", 5],
  ] as const) {
    if (!stillRuns(running)) return;
    process.kill(running.pid, signal);
    if (await gone(running, seconds)) return;
  }
  throw new Error(`Postgres (process ${running.pid}) did not stop.`);
}

async function gone(running: Process, seconds: number): Promise<boolean> {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    if (!stillRuns(running)) return true;
    await pause(30);
  }
  return false;
}

/** Lines 1 and 4 of postmaster.pid: the process and the port. */
async function numbersIn(data: string): Promise<[pid: number, port: number]> {
  const text = await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "");
  const lines = text.split("\n");
  return [Number(lines[0] ?? 0) || 0, Number(lines[3] ?? 0) || 0];
}

async function serves(pid: number, data: string): Promise<boolean> {
  const { words, folder } = commandOf(pid);
  if (basename(words[0] ?? "") !== "postgres") return false;
  const real = await realpath(data).catch(() => data);
  return folder === null ? words.includes(data) : folder === real;
}
