import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { listExports, orderExport } from "@/server/life/exports";
import { largeCollector } from "./collector";
import type { Figure } from "./figures";
import { succeeded } from "./succeeded";
import type { Testbed } from "./testbed";

const root = join(import.meta.dirname, "../..");

/** How much memory a worker of its own takes to pack a large site, beyond what it has while it waits for work. */
export async function measureExport(testbed: Testbed): Promise<Figure[]> {
  const tenant = await largeCollector(testbed);
  const worker = await startIdleWorker();
  try {
    const idle = await memoryOf(worker, "VmRSS");
    // Resets the peak memory that Linux counts.
    await writeFile(`/proc/${worker.pid}/clear_refs`, "5");
    const began = performance.now();
    await succeeded(await orderExport({ tenant, by: "owner" }));
    const seconds = (performance.now() - began) / 1000;
    const peak = await memoryOf(worker, "VmHWM");
    const [packed] = await listExports(tenant);
    const above = (peak - idle) / 1000;
    return [
      {
        what: `export of 10,000 items and 500 photos (${Math.round((packed?.bytes ?? 0) / 1e6)} MB in ${seconds.toFixed(1)} s): memory of the worker above idle`,
        value: `${Math.round(above)} MB (idle ${Math.round(idle / 1000)} MB)`,
        bar: "≤ 100 MB",
        met: above <= 100,
      },
    ];
  } finally {
    worker.kill("SIGTERM");
    await once(worker, "exit");
  }
}

/** Starts a worker and waits until it is ready and idle long enough for its memory to settle. */
async function startIdleWorker(): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ["--import", "tsx", "scripts/worker.ts"], {
    cwd: root,
    env: { ...process.env, SPARES: "0", LOG_LEVEL: "info" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const [bytes] of on(worker)) if (String(bytes).includes("worker ready")) break;
  worker.stdout?.resume();
  await pause(8000);
  return worker;
}

async function* on(worker: ChildProcess): AsyncGenerator<[Buffer]> {
  while (worker.stdout) yield [(await once(worker.stdout, "data"))[0]];
}

/** In kB, as Linux counts it. */
async function memoryOf({ pid }: ChildProcess, mark: "VmRSS" | "VmHWM"): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`${mark}:\\s+(\\d+) kB`).exec(status)?.[1]);
}
