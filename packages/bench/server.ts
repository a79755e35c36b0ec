import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { HEAP } from "@/base/heap";
import { cpuOf } from "./cpu";
import { ask } from "./load";

const root = join(import.meta.dirname, "../..");

/** A web process under measurement. */
export interface BenchServer {
  readonly port: number;
  /** Processor time this process has used so far, in milliseconds. */
  cpu(): number;
  /** What it holds of the machine's memory now, in MB. */
  memory(): number;
  stop(): Promise<void>;
}

/** Where a built app lies, and how it is started there. */
export interface Served {
  readonly folder: string;
  readonly host: string;
  /** With the port that it listens on. */
  readonly env: Record<string, string> & { readonly PORT: string };
  /** What of Node runs; ours where not said. */
  readonly program?: readonly string[];
  /** A page that answers with 200. */
  readonly path?: string;
}

const OURS = [HEAP, "--disable-warning=ExperimentalWarning", "front/main.ts"];

/** Starts a built app and waits for its first page. */
export async function startServer({
  folder,
  host,
  env,
  program = OURS,
  path = "/",
}: Served): Promise<BenchServer> {
  const port = Number(env.PORT);
  const log = await open(join(root, ".data/bench-app.log"), "w");
  const child = spawn(process.execPath, program, {
    cwd: folder,
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "warn", ...env },
    stdio: ["ignore", log.fd, log.fd],
  });
  await log.close();
  const stop = async () => {
    if (child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  };
  for (const until = Date.now() + 30_000; ; ) {
    const answer = await ask({ port, host, path }).catch(() => null);
    if (answer?.status === 200) break;
    if (child.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(
        `The app in ${folder} answers ${answer?.status ?? "nothing"}; see .data/bench-app.log.`,
      );
    }
    await pause(100);
  }
  return { port, cpu: () => cpuOf(child.pid ?? 0), memory: () => memoryOf(child.pid ?? 0), stop };
}

function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1000;
}
