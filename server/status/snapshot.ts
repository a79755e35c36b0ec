import { log } from "@/base/log";
import { shared } from "@/base/shared";
import { platform } from "@/db/platform/door";
import {
  listPublicIncidents,
  listUpdates,
  type ToldIncident,
  withUpdates,
} from "@/db/platform/queries/incidents";
import {
  countOtherWindows,
  listPublicWindows,
  type Window,
} from "@/db/platform/queries/maintenance";
import {
  type ComponentDay,
  listComponentDays,
  listLastSamples,
  type Sample,
} from "@/db/platform/queries/watching";
import { within } from "./within";

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

/** What this process knows. */
export interface Known {
  /** Null where it has never reached the platform's database. */
  readonly snapshot: Snapshot | null;
  /** Since when that is away; null while it answers. */
  readonly awaySince: Date | null;
}

/** How long one reading serves everyone who asks, in milliseconds. */
const FRESH = 5000;

/** How long the page waits for a reading before it tells what it knew, in milliseconds. */
const PATIENCE = 2500;

interface Held {
  known: Known;
  /** When it is read again, in milliseconds since 1970. */
  until: number;
  reading: Promise<Known> | null;
}

/** What is known now, read at most every 5 seconds; what was known last where the platform's database is away. */
export async function tellStatus(): Promise<Known> {
  const held = heldHere();
  if (held.until > Date.now()) return held.known;
  return readStatus();
}

/** Reads it anew. Several at once share one reading. */
export async function readStatus(): Promise<Known> {
  const held = heldHere();
  held.reading ??= readAnew(held).finally(() => {
    held.reading = null;
  });
  return held.reading;
}

/** Has the next reader read anew: after a deed that must show at once. */
export function forgetStatus(): void {
  heldHere().until = 0;
}

async function readAnew(held: Held): Promise<Known> {
  try {
    held.known = { snapshot: await within(PATIENCE, readPlatform), awaySince: null };
  } catch (error) {
    if (held.known.awaySince === null) log.warn({ err: error }, "status not read");
    held.known = { ...held.known, awaySince: held.known.awaySince ?? new Date() };
  }
  held.until = Date.now() + FRESH;
  return held.known;
}

async function readPlatform(): Promise<Snapshot> {
  const [samples, days, incidents, updates, windows, otherWindows] = await platform.read((tx) =>
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

function heldHere(): Held {
  return shared(
    "status",
    (): Held => ({ known: { snapshot: null, awaySince: null }, until: 0, reading: null }),
  );
}
