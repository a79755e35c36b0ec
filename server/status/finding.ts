import { log } from "@/base/log";
import type { WatchedState } from "@/db/platform/queries/watched-databases";
import type { ComponentId } from "./components";
import { withTimeout } from "./timeout";

/** What was found of a component. `says` is public: it counts and names nobody. */
export interface Finding {
  readonly component: ComponentId;
  readonly state: Exclude<WatchedState, "maintenance">;
  readonly affected: number;
  readonly total: number;
  readonly says: string;
}

/** How long one check may take, in milliseconds, and from when on it is called slow. */
export const PATIENCE = 4000;

const SLOW = 1500;

/** Runs a check within its time. Logs why it failed; no page shows that. */
export async function tried(
  component: ComponentId,
  work: () => Promise<void>,
): Promise<{ readonly well: boolean; readonly slow: boolean }> {
  const began = performance.now();
  try {
    await withTimeout(PATIENCE, work);
    return { well: true, slow: performance.now() - began > SLOW };
  } catch (error) {
    log.warn({ err: error, component }, "found not well");
    return { well: false, slow: false };
  }
}

/** What was found of a component that is one thing: it works, is slow or is down, and what is said then. */
export function plain(
  component: ComponentId,
  well: boolean,
  slow: boolean,
  down: string,
  degraded: string,
): Finding {
  const found = { component, affected: well ? 0 : 1, total: 1 };
  if (!well) return { ...found, state: "down", says: down };
  return { ...found, state: slow ? "degraded" : "operational", says: slow ? degraded : "" };
}

/** `2 of 3`. */
export function someOf(some: number, all: number): string {
  return `${some} of ${all}`;
}
