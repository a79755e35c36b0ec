import { randomBytes } from "node:crypto";
import { access, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { initialise } from "./embedded/initialise";
import { launch } from "./embedded/launch";
import { type Location, locationOf } from "./embedded/location";
import { awaitLogin } from "./embedded/login";
import { holderOf, type Process, stillRuns, takeLock, waitForLock } from "./embedded/process";
import { findServer, stopServer } from "./embedded/server";
import { trimLog } from "./embedded/server-log";

export interface EmbeddedOptions {
  /** Where the data is kept between runs; made where missing. */
  readonly folder: string;
  /** A port that must be this one. Without it: the port of the last run, or a free one. */
  readonly port?: number;
  /** Told what takes time, one sentence each. */
  readonly report?: (step: string) => void;
  /** false gives up crash safety for speed; for tests. */
  readonly durable?: boolean;
  readonly connections?: number;
  /** The administrator's password. If it is not given, one is made and stored beside the data. */
  readonly password?: string;
}

export interface Embedded {
  /** The administrator's address on the loopback interface, without a database. */
  readonly url: string;
  /** Where its log lies, in a file called `log`. */
  readonly home: string;
  /** Whether a server that ran already is used. */
  readonly reused: boolean;
  isRunning(): boolean;
  /** Stops the server, unless another process uses it too. */
  stop(): Promise<void>;
  /** Uses it no more and lets it run on. */
  leave(): Promise<void>;
}

/**
 * Starts the Postgres of a folder, or joins the one that serves it already. It listens on 127.0.0.1 alone,
 * outlives a killed parent, and after a kill of its own recovers what was confirmed.
 * @throws Error with one sentence that says what is wrong and what to do
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { folder, port, report = () => {}, durable = true, connections = 300 } = options;
  const location = await locationOf(folder, stopServerOf);
  // Two that start at once take turns, so that the second joins the server of the first.
  const release = await waitForLock(join(location.home, "starting"), 150);
  try {
    const password = options.password ?? (await passwordOf(location));
    const urlAt = (at: number) => `postgres://postgres:${password}@127.0.0.1:${at}`;
    const live = await findServer(location.data);
    if (live && (await awaitLogin(location, urlAt(live.port), live.process))) {
      report("The Postgres of an earlier run still serves and is used");
      return await handleOn(location, urlAt(live.port), live.process, true);
    }
    if (!(await holdsData(location))) {
      report("Making the data folder of Postgres");
      await initialise(location, password, durable);
    }
    await trimLog(location);
    const server = await launch(location, { port, durable, connections, urlAt });
    return await handleOn(location, urlAt(server.port), server.process, false);
  } finally {
    await release();
  }
}

async function passwordOf(location: Location): Promise<string> {
  const file = join(location.home, "password");
  const kept = await readFile(file, "utf8").catch(() => null);
  if (kept) return kept;
  if (await holdsData(location))
    throw new Error(
      `The password of the data in ${location.home} is gone; remove that folder to begin anew.`,
    );
  const password = randomBytes(24).toString("base64url");
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

async function holdsData({ data }: Location): Promise<boolean> {
  return access(data).then(
    () => true,
    () => false,
  );
}

/** Each process that uses the server leaves a file, so that the last one to stop also stops the server. */
async function handleOn(
  location: Location,
  url: string,
  running: Process,
  reused: boolean,
): Promise<Embedded> {
  const users = join(location.home, "users");
  const mine = join(users, randomBytes(6).toString("hex"));
  await mkdir(users, { recursive: true });
  await takeLock(mine);
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await rm(mine, { force: true });
    const release = await waitForLock(join(location.home, "starting"), 150);
    try {
      for (const user of await readdir(users)) {
        const holder = await holderOf(join(users, user));
        if (holder && stillRuns(holder)) return;
        await rm(join(users, user), { force: true });
      }
      await stopServer(running);
    } finally {
      await release();
    }
  };
  const leave = () => rm(mine, { force: true });
  return { url, home: location.home, reused, isRunning: () => stillRuns(running), stop, leave };
}

async function stopServerOf(data: string): Promise<void> {
  const server = await findServer(data);
  if (server) await stopServer(server.process);
}
