import { type Series, STEPS, type TimeRange } from "./series";

/** In milliseconds, for each step. */
export function p95Of({ database, from, step }: TimeRange): Series {
  const merged = new Map<number, Map<number, number>>();
  const rows = database
    .prepare(
      "select time, buckets from points where name = 'swingtag.request.duration' and time >= ?",
    )
    .all(from);
  for (const { time, buckets } of rows) {
    const at = Math.floor((Number(time) - from) / step);
    const known = merged.get(at) ?? new Map<number, number>();
    const told: [number, number][] = JSON.parse(String(buckets));
    for (const [bound, count] of told) known.set(bound, (known.get(bound) ?? 0) + count);
    merged.set(at, known);
  }
  return Array.from({ length: STEPS }, (_, at) => quantileOf(merged.get(at), 0.95));
}

/** Interpolates within the bucket that holds the quantile, as if its values were spread evenly. */
function quantileOf(
  buckets: ReadonlyMap<number, number> | undefined,
  share: number,
): number | null {
  const sorted = [...(buckets ?? [])].toSorted(([one], [other]) => one - other);
  const all = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (all === 0) return null;
  let below = 0;
  let lower = 0;
  for (const [bound, count] of sorted) {
    if (below + count >= all * share && count > 0)
      return bound === Number.MAX_VALUE
        ? lower
        : lower + ((all * share - below) / count) * (bound - lower);
    below += count;
    lower = bound;
  }
  return lower;
}
