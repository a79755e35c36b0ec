import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { dockerProgram, lacksEngine } from "@/packages/deploy/image/engine";

const DAEMON = "/usr/sbin/dockerd";

/** Where engines of proofs keep what they store, each in a folder named by the process it is for. */
const STORES = "/var/lib";
const NAME = "swingtag-proof-";

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
  await endLeftEngines();
  const former = process.env.DOCKER_HOST;
  // Not below /tmp, which may be memory.
  const folder = await mkdtemp(join(STORES, `${NAME}${process.pid}-`));
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
    await removeStore(folder);
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

/** Ends the engines of proofs that were killed, and removes what they stored. */
async function endLeftEngines(): Promise<void> {
  for (const entry of await readdir(STORES)) {
    if (!entry.startsWith(NAME) || runs(Number(entry.slice(NAME.length).split("-")[0]))) continue;
    const folder = join(STORES, entry);
    const pid = Number(await readFile(join(folder, "pid"), "utf8").catch(() => ""));
    const words = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (words.includes(folder)) {
      process.kill(pid, "SIGTERM");
      for (const until = Date.now() + 20_000; runs(pid) && Date.now() < until; )
        await new Promise((resolve) => setTimeout(resolve, 250));
    }
    await removeStore(folder);
  }
}

/** Removes a store; an engine that was ended can leave it mounted, which keeps its folders from going. */
async function removeStore(folder: string): Promise<void> {
  const mounts = (await readFile("/proc/self/mountinfo", "utf8"))
    .split("\n")
    .map((line) => line.split(" ")[4] ?? "")
    .filter((at) => at.startsWith(`${folder}/`));
  for (const at of mounts.toReversed()) await promisify(execFile)("umount", ["--lazy", at]);
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
}

function runs(pid: number): boolean {
  return pid > 0 && existsSync(`/proc/${pid}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}
