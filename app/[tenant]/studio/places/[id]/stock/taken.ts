import { type CopyStatus, GONE } from "@/db/tenant/choices";
import type { PlacedCopy } from "@/db/tenant/queries/placed";

/** How the copies of a place stand once labels were scanned there. */
export interface Taken {
  /** Expected, and scanned. */
  readonly found: readonly PlacedCopy[];
  /** Expected, and not scanned so far. */
  readonly missing: readonly PlacedCopy[];
  /** Kept here and not scanned, but noted as not here at the moment. */
  readonly away: readonly PlacedCopy[];
  /** Scanned, and kept elsewhere or nowhere. */
  readonly unexpected: readonly PlacedCopy[];
}

/** Of copies that nobody looks for in their place. */
const AWAY: readonly CopyStatus[] = ["lent", "ordered", "missing"];

/** @param known copies that were scanned, whether expected or not */
export function takenStock(
  expected: readonly PlacedCopy[],
  known: readonly PlacedCopy[],
  scanned: readonly string[],
): Taken {
  const seen = new Set(scanned);
  const here = new Set(expected.map(({ id }) => id));
  const unseen = expected.filter(({ id }) => !seen.has(id));
  return {
    found: expected.filter(({ id }) => seen.has(id)),
    missing: unseen.filter(({ status }) => !AWAY.includes(status)),
    away: unseen.filter(({ status }) => AWAY.includes(status)),
    unexpected: known.filter(({ id }) => seen.has(id) && !here.has(id)),
  };
}

/** Those that can be put into a place: what is somebody else's by now lies in none. */
export function heldOf(copies: readonly PlacedCopy[]): readonly PlacedCopy[] {
  return copies.filter(({ status }) => !GONE.includes(status));
}

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The ids in what a scanner has typed: a label's address, or several of them however they are parted. */
export function idsIn(text: string): string[] {
  return [...new Set(text.toLowerCase().match(ID) ?? [])];
}

/** What was read and is no label, short enough to be said. */
export function shortOf(text: string): string {
  const shown = [...text.trim().replace(/[\p{C}\s]+/gu, " ")];
  return shown.length > 40 ? `${shown.slice(0, 40).join("")}…` : shown.join("");
}
