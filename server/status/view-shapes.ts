import type { ToldIncident } from "@/db/platform/queries/incident-stories";
import type { Window } from "@/db/platform/queries/maintenance";
import type { WatchedState } from "@/db/platform/queries/watched-databases";
import type { ComponentId } from "./components";
import type { ShownDay } from "./days";

/** A component as the page shows it. */
export interface ShownComponent {
  readonly id: ComponentId;
  readonly name: string;
  readonly about: string;
  readonly state: WatchedState;
  /** False if this is an old finding and there is no newer one. */
  readonly current: boolean;
  /** When it was found. */
  readonly at: Date | null;
  readonly affected: number;
  readonly total: number;
  readonly says: string;
  /** 90 of them, oldest first. */
  readonly days: readonly ShownDay[];
  /** The part of watched minutes it was not down, 0 to 1; null before the first. */
  readonly uptime: number | null;
}

/** Everything the page, its feed, its JSON and the command line tell. */
export interface StatusView {
  readonly overall: "well" | "degraded" | "down" | "maintenance" | "unwatched" | "unknown";
  /** One sentence on all of it. */
  readonly headline: string;
  /** A warning about old findings; empty if all are current. */
  readonly caution: string;
  readonly at: Date;
  readonly watchedAt: Date | null;
  /** Whether the platform's database answers. */
  readonly answered: boolean;
  readonly components: readonly ShownComponent[];
  readonly incidents: readonly ToldIncident[];
  readonly windows: readonly ShownWindow[];
  readonly otherWindows: number;
}

/** Announced maintenance, with where it stands at the moment of the view. */
export interface ShownWindow extends Window {
  readonly phase: "announced" | "now" | "over" | "called off";
}

/** Where a window stands at a moment. */
export function phaseOf(
  window: Pick<Window, "beginsAt" | "endsAt" | "endedAt">,
  now: Date,
): ShownWindow["phase"] {
  if (window.endedAt) return window.endedAt <= window.beginsAt ? "called off" : "over";
  if (now < window.beginsAt) return "announced";
  return now < window.endsAt ? "now" : "over";
}
