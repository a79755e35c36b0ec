import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ask } from "./load";

const root = join(import.meta.dirname, "../..");

/** A web process under measurement. */
export interface BenchServer {
  readonly port: number;
  /** Processor time this process has used so far, in milliseconds. */
  cpu(): number;
  stop(): Promise<void>;
}

/** Kernel ticks of /proc/PID/stat in a second; USER_HZ is 100 on every Linux. */
const TICKS = 100;

/**
 * Starts a built app and waits for its first page.
 * @param folder where it was built
 */
export async function startServer(
  folder: string,
  host: string,
  env: Record<string, string>,
): Promise<BenchServer> {
  const port = Number(env.PORT);
  const log = await open(join(root, ".data/bench-app.log"), "w");
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "front/main.ts"],
    {
      cwd: folder,
      env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "warn", ...env },
      stdio: ["ignore", log.fd, log.fd],
    },
  );
  await log.close();
  const stop = async () => {
    if (child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  };
  for (const until = Date.now() + 30_000; ; ) {
    const answer = await ask({ port, host }).catch(() => null);
    if (answer?.status === 200) break;
    if (child.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(
        `The app in ${folder} answers ${answer?.status ?? "nothing"}; see .data/bench-app.log.`,
      );
    }
    await pause(100);
  }
  return { port, cpu: () => cpuOf(child.pid ?? 0), stop };
}

function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return ((Number(fields[11]) + Number(fields[12])) / TICKS) * 1000;
}
