import type { PlatformWriteTx } from "@/db/platform/door";
import { addIncidentUpdate } from "@/db/platform/queries/incident-changes";
import type { Incident } from "@/db/platform/queries/incidents";

/** Ends an incident that Swingtag opened, and says how long it lasted. @param at when it was well again */
export async function close(tx: PlatformWriteTx, incident: Incident, at: Date): Promise<void> {
  const minutes = Math.max(1, Math.round((at.getTime() - incident.beganAt.getTime()) / 60_000));
  await addIncidentUpdate(tx, incident.id, {
    state: "resolved",
    text: `It works again. It lasted ${durationInWords(minutes)}.`,
    at,
  });
}

/** `7 minutes`, `2 hours 5 minutes`, `3 days 4 hours`. */
export function durationInWords(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 1440), "day"],
    [Math.floor(minutes / 60) % 24, "hour"],
    [minutes % 60, "minute"],
  ] as const;
  const told = parts.filter(([count]) => count > 0).slice(0, 2);
  return (
    told.map(([count, unit]) => `${count} ${unit}${count === 1 ? "" : "s"}`).join(" ") ||
    "less than a minute"
  );
}
