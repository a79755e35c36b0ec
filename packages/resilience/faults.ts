import { elapsed, type PrivateServer, until } from "@/db/testing-private-server";
import type { Load, Served } from "./load";

export interface Fault {
  readonly name: string;
  /** Causes the fault and repairs it. Resolves when the database is back. */
  strike(server: PrivateServer): Promise<void>;
}

/** What can happen to a database while it is in use. */
export const faults: readonly Fault[] = [
  { name: "all backends terminated", strike: (server) => server.terminateAll() },
  { name: "server restarted, fast", strike: (server) => server.restart("SIGINT") },
  { name: "server restarted, immediate", strike: (server) => server.restart("SIGQUIT") },
  {
    name: "one backend killed with -9",
    async strike(server) {
      await server.signalBackend("SIGKILL");
      await server.answers();
    },
  },
  { name: "postmaster killed with -9", strike: (server) => server.restart("SIGKILL") },
  { name: "server gone for 4 seconds", strike: (server) => server.restart("SIGINT", 4000) },
];

/** The effect of a fault on a load. Rates are requests per second, times are milliseconds. */
export interface Damage {
  readonly fault: string;
  /** Errors that nobody caught: each would have ended the process. */
  readonly uncaught: readonly unknown[];
  readonly longest: number;
  readonly rateBefore: number;
  /** The rate over the whole watch after the return, of 10 seconds at most. */
  readonly rateAfter: number;
  /** When the first second began that reached 95 % of the rate before. */
  readonly recoveredAfter: number | null;
  readonly failed: number;
  /** Failures of requests that began after the database was back. */
  readonly failedAfter: readonly Served[];
  readonly outage: number;
}

/**
 * Strikes under load and watches for `watch` milliseconds after the database is back.
 * @param calm how long to measure the undisturbed rate, in milliseconds
 */
export async function suffer(
  fault: Fault,
  server: PrivateServer,
  load: Load,
  { calm, watch }: { calm: number; watch: number },
): Promise<Damage> {
  const uncaught: unknown[] = [];
  const note = (error: unknown) => uncaught.push(error);
  process.on("uncaughtException", note);
  process.on("unhandledRejection", note);
  const from = performance.now();
  const seen = load.served.length;
  await until(elapsed(calm));
  const struck = performance.now();
  await fault.strike(server);
  const back = performance.now();
  await until(elapsed(watch));
  await until(() => load.served.slice(-1).every(({ began }) => began > back));
  process.off("uncaughtException", note);
  process.off("unhandledRejection", note);
  const served = load.served.slice(seen);
  const rateBefore = rate(served, from, struck);
  const until10 = back + Math.min(watch, 10_000);
  const seconds = windows(back, until10, 1000, 250);
  const rates = seconds.map((start) => ({ start, rate: rate(served, start, start + 1000) }));
  const recovered = rates.find((window) => window.rate >= 0.95 * rateBefore);
  return {
    fault: fault.name,
    uncaught,
    longest: Math.max(...served.map(({ took }) => took)),
    rateBefore,
    rateAfter: rate(served, back, until10),
    recoveredAfter: recovered ? recovered.start - back : null,
    failed: served.filter(({ error }) => error).length,
    failedAfter: served.filter(({ error, began }) => error && began > back),
    outage: back - struck,
  };
}

function windows(from: number, to: number, length: number, step: number): number[] {
  const starts: number[] = [];
  for (let start = from; start + length <= to; start += step) starts.push(start);
  return starts;
}

function rate(served: readonly Served[], from: number, to: number): number {
  const ended = served.filter(
    ({ began, took, error }) => !error && began + took >= from && began + took < to,
  );
  return (ended.length * 1000) / (to - from);
}
