import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { HEAP } from "@/base/heap";

const root = join(import.meta.dirname, "../..");

/** A worker in a process of its own, with what ours tell Node of its memory, which waited until that had settled. */
export interface IdleWorker {
  /** In MB. */
  readonly idle: number;
  /** The most that it had since it was asked last, or idle, in MB. */
  peak(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a worker and waits until it is ready and idle long enough for its memory to settle. */
export async function startIdleWorker(): Promise<IdleWorker> {
  const worker = spawn(process.execPath, [HEAP, "--import", "tsx", "scripts/worker.ts"], {
    cwd: root,
    env: { ...process.env, SPARES: "0", LOG_LEVEL: "info" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const [bytes] of on(worker)) if (String(bytes).includes("worker ready")) break;
  worker.stdout?.resume();
  await pause(8000);
  const idle = (await memoryOf(worker, "VmRSS")) / 1000;
  await forgetPeak(worker);
  return {
    idle,
    async peak() {
      const peak = await memoryOf(worker, "VmHWM");
      await forgetPeak(worker);
      return peak / 1000;
    },
    async stop() {
      worker.kill("SIGTERM");
      await once(worker, "exit");
    },
  };
}

async function* on(worker: ChildProcess): AsyncGenerator<[Buffer]> {
  while (worker.stdout) yield [(await once(worker.stdout, "data"))[0]];
}

/** Resets the peak memory that Linux counts. */
async function forgetPeak({ pid }: ChildProcess): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, "5");
}

/** In kB, as Linux counts it. */
async function memoryOf({ pid }: ChildProcess, mark: "VmRSS" | "VmHWM"): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`${mark}:\\s+(\\d+) kB`).exec(status)?.[1]);
}
