import { execFile, spawn } from "node:child_process";
import { chown, open, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "@/base/free-port";
import type { Place } from "./place";
import { findProcess, type Process, stillRuns } from "./process";
import { type Login, pidIsTaken, type Server, tryLogin } from "./server";

const run = promisify(execFile);

/** How long a start is tried while the remains of a killed server let go, in milliseconds. */
const PATIENCE = 20_000;

/** How long a server may recover after a kill before a start gives up, in milliseconds. */
const RECOVERY = 120_000;

export interface LaunchOptions {
  readonly port: number | undefined;
  readonly durable: boolean;
  readonly connections: number;
  /** The administrator's address at a port. */
  readonly urlAt: (port: number) => string;
}

/** Makes the data folder, whole or not at all: a killed attempt leaves only a folder that is removed here. */
export async function initialise(place: Place, password: string, durable: boolean): Promise<void> {
  const half = `${place.data}.new`;
  const passwordFile = join(place.home, "password.new");
  await run("rm", ["-rf", half, passwordFile]);
  await run("mkdir", ["-m", "700", half]);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (place.account)
    for (const path of [half, passwordFile])
      await chown(path, place.account.uid, place.account.gid);
  try {
    await run(
      place.programs.initdb,
      [
        `--pgdata=${half}`,
        "--username=postgres",
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        ...(durable ? [] : ["--no-sync"]),
      ],
      { ...place.account, cwd: "/", env: environment() },
    );
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    throw new Error(`The Postgres data in ${place.data} can't be made: ${lastLine(said)}`);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(half, place.data);
}

/** Starts the server on its data and waits until it lets the administrator in. */
export async function launch(place: Place, options: LaunchOptions): Promise<Server> {
  if (await pidIsTaken(place.data)) await rm(join(place.data, "postmaster.pid"), { force: true });
  const until = Date.now() + PATIENCE;
  let port = options.port ?? (await lastPort(place));
  for (;;) {
    const tried = await launchAt(port, place, options);
    if ("process" in tried) {
      await writeFile(join(place.home, "port"), String(port));
      return tried;
    }
    const taken = /could not create any TCP|could not bind|could not listen/i.test(tried.failure);
    if (taken && options.port)
      throw new Error(`Port ${port} is taken; Postgres can't listen on it.`);
    const busy = /shared memory block|lock file ".*" already exists/i.test(tried.failure);
    if (!(taken || busy) || Date.now() > until)
      throw new Error(`Postgres did not start: ${tried.failure} Its log is ${place.log}.`);
    if (taken) port = await freePort();
    else await pause(300);
  }
}

/**
 * Waits until the administrator can log in; a server that recovers is given the time it needs.
 * @returns false when the server ends instead
 */
export async function awaitLogin(place: Place, url: string, running: Process): Promise<boolean> {
  const began = Date.now();
  while (stillRuns(running)) {
    const tried = await tryWhileRunning(url, place.data, running);
    if (tried.ready) return true;
    if (tried.code === "28P01")
      throw new Error(
        `The password in ${place.home}/password is not that of its Postgres; remove ${place.home} to begin with empty data.`,
      );
    const recovering = tried.code === "57P03";
    if (Date.now() - began > (recovering ? RECOVERY : PATIENCE))
      throw new Error(`Postgres does not let us in: ${tried.message}. Its log is ${place.log}.`);
    await pause(50);
  }
  return false;
}

/** Another program may hold the port and never answer; the end of the server ends the wait. */
async function tryWhileRunning(url: string, data: string, running: Process): Promise<Login> {
  const over = new AbortController();
  const ended = async (): Promise<Login> => {
    while (!over.signal.aborted && stillRuns(running)) await pause(50);
    return { ready: false, code: "", message: "it has ended" };
  };
  return Promise.race([tryLogin(url, data), ended()]).finally(() => over.abort());
}

/**
 * The server gets a session of its own, so that Ctrl-C in the terminal reaches only us and the app can
 * finish its work before the database stops.
 */
async function launchAt(
  port: number,
  place: Place,
  { durable, connections, urlAt }: LaunchOptions,
): Promise<Server | { failure: string }> {
  const log = await open(place.log, "a", 0o600);
  const logged = (await log.stat()).size;
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: connections,
    shared_buffers: "64MB",
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C",
    logging_collector: "off",
    log_destination: "stderr",
    // As packages/collector/postgres-text.ts reads it.
    log_line_prefix: "%m [%p] %q%d|%a| ",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const child = spawn(
    place.programs.postgres,
    [
      "-D",
      place.data,
      ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
    ],
    {
      ...place.account,
      cwd: "/",
      env: environment(),
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
    },
  );
  const failed = new Promise<string>((resolve) =>
    child.once("error", (error) => resolve(error.message)),
  );
  child.unref();
  await log.close();
  if (child.pid === undefined) return { failure: `${await failed}.` };
  const running = findProcess(child.pid);
  if (running && (await awaitLogin(place, urlAt(port), running))) return { process: running, port };
  return { failure: await failureIn(place.log, logged) };
}

/** The reason that the log gives since a start: its last FATAL line, or else its last line. */
async function failureIn(log: string, since: number): Promise<string> {
  const said = (await readFile(log)).subarray(since).toString("utf8").trim();
  const fatal = said.split("\n").filter((line) => /FATAL|PANIC/.test(line));
  return lastLine(fatal.join("\n") || said).replace(/^.*?(FATAL|PANIC):\s*/, "");
}

function lastLine(text: string): string {
  const line = text.split("\n").at(-1)?.trim() ?? "";
  return line === "" ? "it gave no reason." : line.replace(/\.?$/, ".");
}

async function lastPort(place: Place): Promise<number> {
  const text = await readFile(join(place.home, "port"), "utf8").catch(() => "");
  return Number(text) || freePort();
}

/** Begins the log anew once it has grown beyond 20 MB. */
export async function trimLog(place: Place): Promise<void> {
  const size = await stat(place.log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > 20_000_000) await truncate(place.log);
}

/** Our environment without the settings that Postgres would read from it. */
function environment(): NodeJS.ProcessEnv {
  const kept = { ...process.env };
  for (const name of Object.keys(kept))
    if (/^(PG|LC_|LANG$|LANGUAGE$)/.test(name)) delete kept[name];
  return kept;
}
