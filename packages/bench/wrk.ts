import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Ask } from "./load";

/**
 * How many requests a second a server answers, asked by wrk for three seconds over eight connections: a client that
 * shares no event loop with whoever measures.
 * @throws Error where wrk is not installed, or where an answer was no success
 */
export async function perSecond(
  port: number,
  { host, path = "/", headers = {} }: Omit<Ask, "port">,
): Promise<number> {
  // Written otherwise it would be a second one beside its own.
  const sent = Object.entries({ ...headers, Host: `${host}:${port}` });
  const { stdout } = await promisify(execFile)("wrk", [
    "--threads=1",
    "--connections=8",
    "--duration=3s",
    ...sent.map(([name, value]) => `--header=${name}: ${value}`),
    `http://127.0.0.1:${port}${path}`,
  ]).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    throw new Error("wrk is not installed. On Debian: apt-get install wrk.");
  });
  const failed = /Non-2xx or 3xx responses: (\d+)/.exec(stdout);
  if (failed) throw new Error(`${failed[1]} answers under load were no success.`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
}
