import { setTimeout as pause } from "node:timers/promises";
import { log } from "@/base/log";
import type { Store } from "./store";

const DAY = 24 * 60 * 60 * 1000;

/** How often is looked for what has become too old, in milliseconds. */
const EVERY = 60_000;

/** Removes what is older than so many days, a piece at a time so that pushes never wait long. */
export function forgetOld(store: Store, days: number): { stop(): void } {
  let stopped = false;
  let told = 0;
  const timer = setInterval(() => void pass(), EVERY).unref();
  void pass();
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };

  async function pass(): Promise<void> {
    try {
      while (!stopped && store.forget(Date.now() - days * DAY)) await pause(20);
    } catch (error) {
      log.warn({ err: error }, "what is too old could not be removed");
    }
    if (store.evicted > told) {
      const dropped = store.evicted - told;
      log.warn({ dropped }, "no room left: the oldest was dropped early; raise TELEMETRY_MB");
      told = store.evicted;
    }
  }
}
