import type { PlacedCopy } from "@/db/tenant/queries/places";

/** How the copies of a place stand once labels were scanned there. */
export interface Taken {
  /** Expected, and scanned. */
  readonly found: readonly PlacedCopy[];
  /** Expected, and not scanned so far. */
  readonly missing: readonly PlacedCopy[];
  /** Scanned, and kept elsewhere or nowhere. */
  readonly unexpected: readonly PlacedCopy[];
}

/** @param known copies that were scanned, whether expected or not */
export function takenStock(
  expected: readonly PlacedCopy[],
  known: readonly PlacedCopy[],
  scanned: readonly string[],
): Taken {
  const seen = new Set(scanned);
  const here = new Set(expected.map(({ id }) => id));
  return {
    found: expected.filter(({ id }) => seen.has(id)),
    missing: expected.filter(({ id }) => !seen.has(id)),
    unexpected: known.filter(({ id }) => seen.has(id) && !here.has(id)),
  };
}

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The ids in what a scanner has typed: a label's address, or several of them however they are parted. */
export function idsIn(text: string): string[] {
  return [...new Set(text.toLowerCase().match(ID) ?? [])];
}
