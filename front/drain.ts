import type { Server, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { log } from "../base/log.ts";
import type { Health } from "./health.ts";

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
 * On SIGTERM and SIGINT `/readyz` says no at once. New requests are answered for `seconds` more, each with
 * `Connection: close`; then the port closes, running requests end, and the process exits. A second signal exits
 * at once.
 */
export function drainOnSignal(server: Server, { health, seconds, last }: Draining): void {
  const open = new Set<ServerResponse>();
  server.prependListener("request", (_, res) => {
    if (health.draining) res.shouldKeepAlive = false;
    open.add(res);
    res.once("close", () => open.delete(res));
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => void drain(signal));

  async function drain(signal: string): Promise<void> {
    if (health.draining) return process.exit(1);
    log.info({ signal, seconds }, "draining");
    health.drain();
    for (const res of open) res.shouldKeepAlive = false;
    await pause(seconds * 1000);
    setTimeout(() => process.exit(0), CAP).unref();
    // A client may keep a connection whose answer had begun before the signal. It is closed once that answer
    // has ended.
    const closing = setInterval(() => server.closeIdleConnections(), 100);
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    clearInterval(closing);
    await last();
    log.info("stopped");
    process.exit(0);
  }
}
