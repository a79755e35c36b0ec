import type { Sample } from "@/db/platform/queries/watching";
import type { ComponentId } from "./components";
import type { ShownComponent, ShownWindow } from "./view-shapes";

type Seen = Pick<ShownComponent, "state" | "current" | "says">;

/** The present state of a component; null if it was never checked. */
export function seenOf(
  id: ComponentId,
  sample: Sample | undefined,
  known: {
    readonly windows: readonly ShownWindow[];
    readonly awaySince: Date | null;
    readonly unwatched: boolean;
    readonly watchedAt: Date | null;
    /** Whether an operator says that something is wrong with it. */
    readonly reported: boolean;
  },
): Seen | null {
  const { awaySince, unwatched, watchedAt } = known;
  if (id === "platform" && awaySince)
    return { state: "down", current: true, says: "It does not answer this page now." };
  if (id === "jobs" && unwatched && watchedAt && !awaySince)
    return {
      state: "down",
      current: true,
      says: "No worker is there. What is ordered waits for one.",
    };
  if (!sample) return null;
  const current = !awaySince && !unwatched;
  const closed = known.windows.some(
    ({ phase, components }) => phase === "now" && components.includes(id),
  );
  if (closed) return { state: "maintenance", current, says: sample.says };
  // The platform's database has answered just now, so older findings about it do not count.
  if (id === "platform" && !awaySince && !known.reported)
    return { state: "operational", current: true, says: "" };
  // People may know better than the checks.
  if (known.reported && sample.state === "operational")
    return { state: "degraded", current, says: "It answers, but see the incident." };
  return { state: sample.state, current, says: sample.says };
}
