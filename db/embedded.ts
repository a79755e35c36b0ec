import { randomBytes } from "node:crypto";
import { access, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { initialise } from "./embedded/initialise";
import { launch } from "./embedded/launch";
import { awaitLogin } from "./embedded/login";
import { type Place, placeOf } from "./embedded/place";
import { claim, holderOf, type Process, stillRuns, waitForClaim } from "./embedded/process";
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
  /** The administrator's, where it must be this one; made and kept beside the data where not given. */
  readonly password?: string;
}

export interface Embedded {
  /** The administrator's address on the loopback interface, without a database. */
  readonly url: string;
  /** Where its log lies, in a file called `log`. */
  readonly home: string;
  /** Whether a server that ran already is used. */
  readonly reused: boolean;
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
  const place = await placeOf(folder, stopServerOf);
  // Two that start at once take turns, so that the second joins the server of the first.
  const release = await waitForClaim(join(place.home, "starting"), 150);
  try {
    const password = options.password ?? (await passwordOf(place));
    const urlAt = (at: number) => `postgres://postgres:${password}@127.0.0.1:${at}`;
    const live = await findServer(place.data);
    if (live && (await awaitLogin(place, urlAt(live.port), live.process))) {
      report("The Postgres of an earlier run still serves and is used");
      return await handleOn(place, urlAt(live.port), live.process, true);
    }
    if (!(await holdsData(place))) {
      report("Making the data folder of Postgres");
      await initialise(place, password, durable);
    }
    await trimLog(place);
    const server = await launch(place, { port, durable, connections, urlAt });
    return await handleOn(place, urlAt(server.port), server.process, false);
  } finally {
    await release();
  }
}

async function passwordOf(place: Place): Promise<string> {
  const file = join(place.home, "password");
  const kept = await readFile(file, "utf8").catch(() => null);
  if (kept) return kept;
  if (await holdsData(place))
    throw new Error(
      `The password of the data in ${place.home} is gone; remove that folder to begin anew.`,
    );
  const password = randomBytes(24).toString("base64url");
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

async function holdsData({ data }: Place): Promise<boolean> {
  return access(data).then(
    () => true,
    () => false,
  );
}

/** Each user leaves a sign, so that the last one to stop is the one that stops the server. */
async function handleOn(
  place: Place,
  url: string,
  running: Process,
  reused: boolean,
): Promise<Embedded> {
  const users = join(place.home, "users");
  const mine = join(users, randomBytes(6).toString("hex"));
  await mkdir(users, { recursive: true });
  await claim(mine);
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await rm(mine, { force: true });
    const release = await waitForClaim(join(place.home, "starting"), 150);
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
  return { url, home: place.home, reused, stop, leave: () => rm(mine, { force: true }) };
}

async function stopServerOf(data: string): Promise<void> {
  const server = await findServer(data);
  if (server) await stopServer(server.process);
}
