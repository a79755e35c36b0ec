import { listExports, orderExport } from "@/server/life/exports";
import { largeCollector } from "./collector";
import type { Figure } from "./figures";
import { startIdleWorker } from "./idle-worker";
import { succeeded } from "./succeeded";
import type { Testbed } from "./testbed";

/** How much memory a worker of its own takes to pack a large site, beyond what it has while it waits for work. */
export async function measureExport(testbed: Testbed): Promise<Figure[]> {
  const tenant = await largeCollector(testbed);
  const worker = await startIdleWorker();
  try {
    const began = performance.now();
    await succeeded(await orderExport({ tenant, by: "owner" }));
    const seconds = (performance.now() - began) / 1000;
    const above = (await worker.peak()) - worker.idle;
    const [packed] = await listExports(tenant);
    return [
      {
        what: `export of 10,000 items and 500 photos (${Math.round((packed?.bytes ?? 0) / 1e6)} MB in ${seconds.toFixed(1)} s): memory of the worker above idle`,
        value: `${Math.round(above)} MB (idle ${Math.round(worker.idle)} MB)`,
        bar: "≤ 100 MB",
        met: above <= 100,
      },
    ];
  } finally {
    await worker.stop();
  }
}
