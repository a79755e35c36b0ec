import { componentOf, isComponent } from "./components";
import type { StatusView } from "./view-shapes";

/** The status as the page, the feed and programs get it: names in words, times as ISO 8601 in UTC. */
export function shownOf(view: StatusView) {
  const named = (ids: readonly string[]) =>
    ids.filter(isComponent).map((id) => componentOf(id).name);
  return {
    at: view.at.toISOString(),
    overall: view.overall,
    headline: view.headline,
    caution: view.caution,
    watchedAt: view.watchedAt?.toISOString() ?? null,
    components: view.components.map(({ id, name, about, state, current, says, uptime, days }) => ({
      id,
      name,
      about,
      state,
      current,
      says,
      uptime,
      days,
    })),
    incidents: view.incidents.map((one) => ({
      id: one.id,
      title: one.title,
      state: one.state,
      components: named(one.components),
      beganAt: one.beganAt.toISOString(),
      endedAt: one.endedAt?.toISOString() ?? null,
      updates: one.updates.map(({ id, state, text, at }) => ({
        id,
        state,
        text,
        at: at.toISOString(),
      })),
    })),
    windows: view.windows.map((one) => ({
      id: one.id,
      phase: one.phase,
      text: one.text,
      components: named(one.components),
      beginsAt: one.beginsAt.toISOString(),
      endsAt: (one.phase === "over" && one.endedAt ? one.endedAt : one.endsAt).toISOString(),
      announcedAt: one.createdAt.toISOString(),
    })),
    otherWindows: view.otherWindows,
  };
}
