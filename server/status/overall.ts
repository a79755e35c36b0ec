import { isTrouble } from "./turn";
import type { ShownComponent, StatusView } from "./view-shapes";

/** How the whole stands, by the worst of what is known. */
export function overallOf(
  components: readonly ShownComponent[],
  known: {
    readonly answered: boolean;
    readonly unwatched: boolean;
    readonly known: boolean;
    /** Whether an incident is. */
    readonly open: boolean;
  },
): StatusView["overall"] {
  if (!known.answered) return known.known ? "down" : "unknown";
  if (!known.known) return "unknown";
  if (known.unwatched) return "unwatched";
  const states = components.map(({ state }) => state);
  if (states.includes("down")) return "down";
  if (states.some(isTrouble) || known.open) return "degraded";
  return states.includes("maintenance") ? "maintenance" : "well";
}

/** One sentence on all of it. */
export function headlineOf(
  overall: StatusView["overall"],
  components: readonly ShownComponent[],
): string {
  const bad = components.filter(({ state, current }) => isTrouble(state) && current);
  const [first] = bad;
  if (overall === "unknown") return "Nothing is known yet.";
  if (overall === "unwatched") return "Nobody is watching just now.";
  if (overall === "maintenance") return "Work is being done.";
  if (overall === "well") return "Everything stands.";
  if (!first) return "Not everything is well.";
  if (bad.length > 1)
    return `${NUMBERS[bad.length] ?? bad.length} things are not as they should be.`;
  return first.state === "down" ? `${first.name}: not working.` : `${first.name}: not quite well.`;
}

const NUMBERS = ["", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
