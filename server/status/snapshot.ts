import { log } from "@/base/log";
import { shared } from "@/base/shared";
import { readPlatform, type Snapshot } from "./platform-snapshot";
import { withTimeout } from "./timeout";

/** What this process knows. */
export interface StatusReading {
  /** Null where it has never reached the platform's database. */
  readonly snapshot: Snapshot | null;
  /** Since when that is away; null while it answers. */
  readonly awaySince: Date | null;
}

/** How long one reading serves everyone who asks, in milliseconds. */
const FRESH = 5000;

/** How long the page waits for a new reading before it shows the old one, in milliseconds. */
const PATIENCE = 2500;

interface Held {
  known: StatusReading;
  /** When it is read again, in milliseconds since 1970. */
  until: number;
  reading: Promise<StatusReading> | null;
}

/** What is known now, read at most every 5 seconds; what was known last where the platform's database is away. */
export async function tellStatus(): Promise<StatusReading> {
  const held = heldHere();
  if (held.until > Date.now()) return held.known;
  return readStatus();
}

/** Reads it anew. Several at once share one reading. */
export async function readStatus(): Promise<StatusReading> {
  const held = heldHere();
  held.reading ??= readAnew(held).finally(() => {
    held.reading = null;
  });
  return held.reading;
}

/** Makes the next reader read again, after a deed that must show at once. */
export function forgetStatus(): void {
  heldHere().until = 0;
}

async function readAnew(held: Held): Promise<StatusReading> {
  try {
    held.known = { snapshot: await withTimeout(PATIENCE, readPlatform), awaySince: null };
  } catch (error) {
    if (held.known.awaySince === null) log.warn({ err: error }, "status not read");
    held.known = { ...held.known, awaySince: held.known.awaySince ?? new Date() };
  }
  held.until = Date.now() + FRESH;
  return held.known;
}

function heldHere(): Held {
  return shared(
    "status",
    (): Held => ({ known: { snapshot: null, awaySince: null }, until: 0, reading: null }),
  );
}
