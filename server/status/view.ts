import { cautionOf } from "./caution";
import { COMPONENTS } from "./components";
import { daysOf, uptimeOf } from "./days";
import { headlineOf, overallOf } from "./overall";
import { seenOf } from "./seen";
import type { StatusReading } from "./snapshot";
import { phaseOf, type ShownComponent, type StatusView } from "./view-shapes";

/** After how long without a sample nobody counts as watching, in milliseconds: longer than the web side waits. */
const UNWATCHED = 4 * 60_000;

/** Turns what is known into what the page tells at a moment. */
export function viewOf({ snapshot, awaySince }: StatusReading, now: Date): StatusView {
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
