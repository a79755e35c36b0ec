import type { WatchedState } from "@/db/platform/queries/watched-databases";

/** How many samples in a row without health open an incident, and how many with it close one. */
export const OPENS_AFTER = 3;
export const CLOSES_AFTER = 2;

/**
 * Whether an incident begins or ends.
 * @param open whether one is open now
 * @param recent what was found, newest first; maintenance is neither health nor trouble
 */
export function turnOf(open: boolean, recent: readonly WatchedState[]): "open" | "close" | "stay" {
  const all = (count: number, fits: (state: WatchedState) => boolean) =>
    recent.length >= count && recent.slice(0, count).every(fits);
  if (!open && all(OPENS_AFTER, isTrouble)) return "open";
  if (open && all(CLOSES_AFTER, (state) => state === "operational")) return "close";
  return "stay";
}

export function isTrouble(state: WatchedState): boolean {
  return state === "degraded" || state === "down";
}

/** The part of a window that decides what it excuses. */
interface Excuse {
  readonly concerns: "all" | "database" | "tenant";
  readonly components: readonly string[];
  readonly databaseId: string | null;
}

/**
 * The state of a component during windows. A window of everyone turns the components that it names to
 * maintenance; a window of a database excuses that database only.
 * @param failing ids of the databases that did not answer, where the component is databases
 */
export function excused(
  found: { readonly component: string; readonly state: WatchedState },
  failing: readonly string[],
  windows: readonly Excuse[],
): WatchedState {
  if (isClosed(found.component, windows)) return "maintenance";
  if (!isTrouble(found.state) || failing.length === 0) return found.state;
  return failing.every((id) => isExcused(id, windows)) ? "maintenance" : found.state;
}

/** Whether a window of everyone names the component. */
function isClosed(component: string, windows: readonly Excuse[]): boolean {
  return windows.some(
    ({ concerns, components }) => concerns === "all" && components.includes(component),
  );
}

/** Whether a window is about this database, or about the one tenant in it. */
export function isExcused(databaseId: string, windows: readonly Excuse[]): boolean {
  return windows.some((window) => window.databaseId === databaseId);
}
