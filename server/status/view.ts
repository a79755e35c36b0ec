import type { ToldIncident } from "@/db/platform/queries/incident-stories";
import type { Window } from "@/db/platform/queries/maintenance";
import type { WatchedState } from "@/db/platform/queries/watched-databases";
import type { Sample } from "@/db/platform/queries/watching";
import { COMPONENTS, type ComponentId } from "./components";
import { daysOf, type ShownDay, uptimeOf } from "./days";
import type { Known } from "./snapshot";
import { isTrouble } from "./turn";

/** A component as the page shows it. */
export interface ShownComponent {
  readonly id: ComponentId;
  readonly name: string;
  readonly about: string;
  readonly state: WatchedState;
  /** False where this is what was found last, and nobody knows better now. */
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
  /** What to know about how this came about; empty where all is current. */
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

export interface ShownWindow extends Window {
  readonly phase: "announced" | "now" | "over" | "called off";
}

/** After how long without a sample nobody counts as watching, in milliseconds: longer than the web side waits. */
const UNWATCHED = 4 * 60_000;

/** What is known, as it is to be told at a moment. */
export function viewOf({ snapshot, awaySince }: Known, now: Date): StatusView {
  const windows = (snapshot?.windows ?? []).map((window) => ({
    ...window,
    phase: phaseOf(window, now),
  }));
  const watchedAt = snapshot?.watchedAt ?? null;
  const unwatched = !watchedAt || now.getTime() - watchedAt.getTime() > UNWATCHED;
  const incidents = snapshot?.incidents ?? [];
  const answered = awaySince === null && snapshot !== null;
  const components = COMPONENTS.flatMap((component): ShownComponent[] => {
    const sample = snapshot?.samples.find((one) => one.component === component.id);
    const seen = seenOf(component.id, sample, {
      windows,
      awaySince,
      unwatched,
      watchedAt,
      reported: incidents.some(
        ({ automatic, endedAt, components }) =>
          !automatic && endedAt === null && components.includes(component.id),
      ),
    });
    if (!seen) return [];
    const days = daysOf(component.id, snapshot?.days ?? [], now);
    return [
      {
        id: component.id,
        name: component.name,
        about: component.about,
        at: sample?.at ?? null,
        affected: sample?.affected ?? 0,
        total: sample?.total ?? 0,
        ...seen,
        days,
        uptime: uptimeOf(days),
      },
    ];
  });
  const overall = overallOf(components, {
    answered,
    unwatched,
    known: watchedAt !== null,
    open: incidents.some(({ endedAt }) => endedAt === null),
  });
  return {
    overall,
    headline: headlineOf(overall, components),
    caution: cautionOf({ awaySince, unwatched, watchedAt, readAt: snapshot?.readAt ?? null }),
    at: now,
    watchedAt,
    answered,
    components,
    incidents,
    windows,
    otherWindows: snapshot?.otherWindows ?? 0,
  };
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

type Seen = Pick<ShownComponent, "state" | "current" | "says">;

/** What a component is now, where anything was ever found of it. */
function seenOf(
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
  // It has answered just now, whatever was found in the last minute.
  if (id === "platform" && !awaySince && !known.reported)
    return { state: "operational", current: true, says: "" };
  // People may know better than the checks.
  if (known.reported && sample.state === "operational")
    return { state: "degraded", current, says: "It answers, but see the incident." };
  return { state: sample.state, current, says: sample.says };
}

function overallOf(
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

function headlineOf(overall: StatusView["overall"], components: readonly ShownComponent[]): string {
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

const WHEN = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

function cautionOf(known: {
  readonly awaySince: Date | null;
  readonly unwatched: boolean;
  readonly watchedAt: Date | null;
  readonly readAt: Date | null;
}): string {
  const { awaySince, unwatched, watchedAt, readAt } = known;
  if (awaySince && !readAt)
    return `The register, where this is kept, does not answer since ${WHEN.format(awaySince)} UTC, and this process began after that. It asks again every few seconds.`;
  if (awaySince && readAt)
    return `The register, where this is kept, does not answer since ${WHEN.format(awaySince)} UTC. What you see is from ${WHEN.format(readAt)} UTC.`;
  if (!watchedAt) return "The first look is taken within a minute of the worker’s start.";
  if (unwatched)
    return `The last look was at ${WHEN.format(watchedAt)} UTC. What you see is from then; this page itself answers, and so does the register.`;
  return "";
}
