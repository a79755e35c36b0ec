import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { dockerProgram, lacksEngine } from "@/deploy/image/engine";

const DAEMON = "/usr/sbin/dockerd";

/** What is missing for an engine of the proof's own, with how to get it, or null; null too where one answers. */
export async function lacksAnyEngine(): Promise<string | null> {
  const lacking = await lacksEngine();
  if (lacking === null) return null;
  // A client is needed in any case.
  const client = await dockerProgram().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (client) return client;
  if (!existsSync(DAEMON)) return lacking;
  if (process.getuid?.() !== 0) return `${lacking} One can be started here, by root alone.`;
  return null;
}

/**
 * Starts an engine with a store of its own where none answers, and has every program of this process use it.
 * @returns ends it, and removes what it stored
 */
export async function engineForProof(signal: AbortSignal): Promise<() => Promise<void>> {
  if ((await lacksEngine()) === null) return async () => {};
  const former = process.env.DOCKER_HOST;
  // Not below /tmp, which may be memory.
  const folder = await mkdtemp("/var/lib/swingtag-proof-");
  const socket = join(folder, "docker.sock");
  const child = spawn(
    DAEMON,
    [
      ...["--data-root", join(folder, "data"), "--exec-root", join(folder, "exec")],
      ...["--pidfile", join(folder, "pid"), "--host", `unix://${socket}`],
      ...["--bip", "172.31.251.1/24"],
    ],
    { stdio: "ignore", detached: true },
  );
  process.env.DOCKER_HOST = `unix://${socket}`;
  const end = async () => {
    await stop(child);
    if (former === undefined) delete process.env.DOCKER_HOST;
    else process.env.DOCKER_HOST = former;
    await rm(folder, { recursive: true, force: true });
  };
  for (const until = Date.now() + 30_000; (await lacksEngine()) !== null; ) {
    if (child.exitCode !== null || Date.now() > until || signal.aborted) {
      await end();
      throw new Error("dockerd did not start here; run it by hand to see why.");
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return end;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}
