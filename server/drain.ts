import type { Server } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Health } from "./health.ts";
import { log } from "./log.ts";

/** How long running requests may take to end after the last one was taken, in milliseconds. */
const CAP = 10_000;

export interface Draining {
  readonly health: Health;
  /** For how long requests are still taken, so that a load balancer can turn away first. */
  readonly seconds: number;
  /** What else must end before the process does. */
  readonly last: () => Promise<void>;
}

/**
 * On SIGTERM and SIGINT: `/readyz` says no at once, requests are taken for a while longer, each answer closing its
 * connection; then no new ones, what runs ends, and the process leaves. A second signal ends it there and then.
 */
export function drainOnSignal(server: Server, { health, seconds, last }: Draining): void {
  server.prependListener("request", (_, res) => {
    if (health.draining) res.setHeader("connection", "close");
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => void drain(signal));

  async function drain(signal: string): Promise<void> {
    if (health.draining) return process.exit(1);
    log.info({ signal, seconds }, "draining");
    health.drain();
    await pause(seconds * 1000);
    setTimeout(() => process.exit(0), CAP).unref();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
    });
    await last();
    log.info("stopped");
    process.exit(0);
  }
}
