import { spawn } from "node:child_process";
import { open, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@/base/free-port";
import { environment } from "./initialise";
import type { Location } from "./location";
import { awaitLogin, PATIENCE } from "./login";
import { findProcess } from "./process";
import { pidIsTaken, type Server } from "./server";
import { failureIn } from "./server-log";

export interface LaunchOptions {
  readonly port: number | undefined;
  readonly durable: boolean;
  readonly connections: number;
  /** The administrator's address at a port. */
  readonly urlAt: (port: number) => string;
}

/** For data that nobody misses, in databases that do not live long enough to be tidied. */
const HURRIED = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off",
};

/** Starts the server on its data and waits until it lets the administrator in. */
export async function launch(location: Location, options: LaunchOptions): Promise<Server> {
  if (await pidIsTaken(location.data))
    await rm(join(location.data, "postmaster.pid"), { force: true });
  const until = Date.now() + PATIENCE;
  let port = options.port ?? (await lastPort(location));
  for (;;) {
    const tried = await launchAt(port, location, options);
    if ("process" in tried) {
      await writeFile(join(location.home, "port"), String(port));
      return tried;
    }
    const taken = /could not create any TCP|could not bind|could not listen/i.test(tried.failure);
    if (taken && options.port)
      throw new Error(`Port ${port} is taken; Postgres can't listen on it.`);
    const busy = /shared memory block|lock file ".*" already exists/i.test(tried.failure);
    if (!(taken || busy) || Date.now() > until)
      throw new Error(`Postgres did not start: ${tried.failure} Its log is ${location.log}.`);
    if (taken) port = await freePort();
    else await pause(300);
  }
}

/**
 * The server gets a session of its own, so that Ctrl-C in the terminal reaches only us and the app can
 * finish its work before the database stops.
 */
async function launchAt(
  port: number,
  location: Location,
  { durable, connections, urlAt }: LaunchOptions,
): Promise<Server | { failure: string }> {
  const log = await open(location.log, "a", 0o600);
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
    ...(durable ? {} : HURRIED),
  };
  const child = spawn(
    location.programs.postgres,
    [
      "-D",
      location.data,
      ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
    ],
    {
      ...location.account,
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
  if (running && (await awaitLogin(location, urlAt(port), running)))
    return { process: running, port };
  return { failure: await failureIn(location.log, logged, child.pid) };
}

async function lastPort(location: Location): Promise<number> {
  const text = await readFile(join(location.home, "port"), "utf8").catch(() => "");
  return Number(text) || freePort();
}
