import { directory } from "@/db/platform/directory";
import {
  listUpdates,
  type ToldIncident,
  withUpdates,
} from "@/db/platform/queries/incident-stories";
import { listPublicIncidents } from "@/db/platform/queries/incidents";
import type { Window } from "@/db/platform/queries/maintenance";
import { countOtherWindows, listPublicWindows } from "@/db/platform/queries/standing-windows";
import {
  type ComponentDay,
  listComponentDays,
  listLastSamples,
  type Sample,
} from "@/db/platform/queries/watching";

/** What everyone may read, as it stood at a moment. */
export interface Snapshot {
  readonly readAt: Date;
  /** The minute of the newest sample; null before the first. */
  readonly watchedAt: Date | null;
  /** The newest of each component. */
  readonly samples: readonly Sample[];
  readonly days: readonly ComponentDay[];
  readonly incidents: readonly ToldIncident[];
  readonly windows: readonly Window[];
  /** How many windows stand that concern single databases or sites. */
  readonly otherWindows: number;
}

/** Reads all of it from the platform, in one transaction. */
export async function readPlatform(): Promise<Snapshot> {
  const [samples, days, incidents, updates, windows, otherWindows] = await directory.read((tx) =>
    Promise.all([
      listLastSamples(tx),
      listComponentDays(tx),
      listPublicIncidents(tx),
      listUpdates(tx, "public"),
      listPublicWindows(tx),
      countOtherWindows(tx),
    ]),
  );
  const newest = new Map<string, Sample>();
  for (const sample of samples)
    if (!newest.has(sample.component)) newest.set(sample.component, sample);
  const watchedAt = Math.max(0, ...samples.map(({ at }) => at.getTime()));
  return {
    readAt: new Date(),
    watchedAt: watchedAt > 0 ? new Date(watchedAt) : null,
    samples: [...newest.values()],
    days,
    incidents: withUpdates(incidents, updates),
    windows,
    otherWindows,
  };
}
