import type { Figure } from "./figures";
import { type Load, load, quantile } from "./load";
import type { BenchServer } from "./server";
import type { Testbed } from "./testbed";

/** Each round measures both sides in turn; the figure is the median of the rounds' ratios. */
export const ROUNDS = 7;

/** The shelf rendered anew: processor time of the web process with tenancy ÷ without. */
export async function measureCpu(testbed: Testbed): Promise<Figure[]> {
  const plain = await testbed.startPlain();
  const tenant = await testbed.start({ PAGE_CACHE_MB: "0" });
  try {
    const one = (server: BenchServer) => cpuPerRequest(server, 60);
    await one(plain);
    await one(tenant);
    const ratios: number[] = [];
    const costs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const without = await one(plain);
      const within = await one(tenant);
      costs.push(within);
      ratios.push(within / without);
    }
    const ratio = quantile(ratios, 0.5);
    return [
      {
        what: "shelf of 50 of 1,000 items, rendered anew: processor time ÷ the same without tenancy",
        value: `${ratio.toFixed(2)} (${quantile(costs, 0.5).toFixed(1)} ms)`,
        bar: "≤ 1.25",
        met: ratio <= 1.25,
      },
    ];
  } finally {
    await plain.stop();
    await tenant.stop();
  }
}

async function cpuPerRequest(server: BenchServer, count: number): Promise<number> {
  const before = server.cpu();
  await shelfLoad(server, "few-1.localhost", count, 2);
  return (server.cpu() - before) / count;
}

/** Asks for the shelf of a site again and again. */
export function shelfLoad(
  server: BenchServer,
  host: string,
  count: number,
  lanes: number,
): Promise<Load> {
  const headers = { "accept-encoding": "gzip" };
  return load(count, lanes, () => ({ port: server.port, host, headers }));
}
