import { setTimeout as pause } from "node:timers/promises";
import type { Location } from "./location";
import { type Process, stillRuns } from "./process";
import { type Login, tryLogin } from "./server";

/** How long to retry a start while the remains of a killed server still hold its resources, in milliseconds. */
export const PATIENCE = 20_000;

/** How long a server may recover after a kill before a start gives up, in milliseconds. */
const RECOVERY = 120_000;

/**
 * Waits until the administrator can log in; a server that recovers is given the time it needs.
 * @returns false when the server ends instead
 */
export async function awaitLogin(
  location: Location,
  url: string,
  running: Process,
): Promise<boolean> {
  const began = Date.now();
  while (stillRuns(running)) {
    const tried = await tryWhileRunning(url, location.data, running);
    if (tried.ready) return true;
    if (tried.code === "28P01")
      throw new Error(
        `The password in ${location.home}/password is not that of its Postgres; remove ${location.home} to begin with empty data.`,
      );
    const recovering = tried.code === "57P03";
    if (Date.now() - began > (recovering ? RECOVERY : PATIENCE))
      throw new Error(`Postgres does not let us in: ${tried.message}. Its log is ${location.log}.`);
    await pause(50);
  }
  return false;
}

/** Stops waiting when the server ends, because another program may hold the port and never answer. */
async function tryWhileRunning(url: string, data: string, running: Process): Promise<Login> {
  const over = new AbortController();
  const ended = async (): Promise<Login> => {
    while (!over.signal.aborted && stillRuns(running)) await pause(50);
    return { ready: false, code: "", message: "it has ended" };
  };
  return Promise.race([tryLogin(url, data), ended()]).finally(() => over.abort());
}
