import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Figure } from "./figures";
import type { Ground } from "./ground";
import { type Load, load, quantile } from "./load";
import type { BenchServer } from "./server";

/** Each round measures both sides in turn; the figure is the median of the rounds' ratios. */
const ROUNDS = 7;

/** The shelf rendered anew: processor time of the web process with tenancy ÷ without. */
export async function measureCpu(ground: Ground): Promise<Figure[]> {
  const plain = await ground.startPlain();
  const tenant = await ground.start({ PAGE_CACHE_MB: "0" });
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

/** Requests per second for visitors: kept pages ÷ pages rendered anew. */
export async function measureKept(ground: Ground): Promise<Figure[]> {
  const kept = await ground.start();
  const anew = await ground.start({ PAGE_CACHE_MB: "0" });
  try {
    await shelfLoad(anew, "few-1.localhost", 60, 4);
    await shelfLoad(kept, "few-1.localhost", 600, 4);
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const slow = await shelfLoad(anew, "few-1.localhost", 60, 4);
      const fast = await shelfLoad(kept, "few-1.localhost", 600, 4);
      ratios.push(fast.perSecond / slow.perSecond);
    }
    const ratio = quantile(ratios, 0.5);
    return [
      {
        what: "shelf for visitors ÷ rendered anew, requests per second",
        value: ratio.toFixed(1),
        bar: "≥ 6",
        met: ratio >= 6,
      },
    ];
  } finally {
    await kept.stop();
    await anew.stop();
  }
}

/** The shelf of one tenant with 9 and with 9,999 others in its pool. */
export async function measureTenants(ground: Ground): Promise<Figure[]> {
  await ground.many();
  const server = await ground.start({ PAGE_CACHE_MB: "0" });
  try {
    await shelfLoad(server, "few-1.localhost", 60, 2);
    await shelfLoad(server, "many-1.localhost", 60, 2);
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const few = await shelfLoad(server, "few-1.localhost", 100, 2);
      const many = await shelfLoad(server, "many-1.localhost", 100, 2);
      ratios.push(many.p95 / few.p95);
    }
    const ratio = quantile(ratios, 0.5);
    return [
      {
        what: "shelf of one tenant among 10,000 in the pool ÷ among 10, p95",
        value: ratio.toFixed(2),
        bar: "≤ 1.2",
        met: ratio <= 1.2,
      },
    ];
  } finally {
    await server.stop();
  }
}

/** A scoped read over a wire of 2 ms ÷ a plain query over the same wire. */
export async function measureRoundTrip(): Promise<Figure[]> {
  const script = join(import.meta.dirname, "../resilience/distance.ts");
  const env = { ...process.env, DATABASE_URL: "" };
  const said = execFileSync(process.execPath, ["--import", "tsx", script], {
    encoding: "utf8",
    env,
  });
  const taken = (name: string) => Number(new RegExp(`^${name}: ([0-9.]+) ms`, "m").exec(said)?.[1]);
  const ratio = taken("scoped read") / taken("plain query");
  return [
    {
      what: "one scoped read at 2 ms latency ÷ a plain query",
      value: ratio.toFixed(2),
      bar: "≤ 1.4",
      met: ratio <= 1.4,
    },
  ];
}

function shelfLoad(server: BenchServer, host: string, count: number, lanes: number): Promise<Load> {
  const headers = { "accept-encoding": "gzip" };
  return load(count, lanes, () => ({ port: server.port, host, headers }));
}
