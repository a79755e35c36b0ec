import type { DatabaseSync } from "node:sqlite";

/** Values over time, one for each step, null where nothing was told. */
export type Series = (number | null)[];

export interface TenantFigures {
  readonly name: string;
  readonly requests: number;
  readonly errors: number;
  /** On average, in milliseconds. */
  readonly ms: number;
}

export interface Figures {
  readonly from: number;
  /** The length of one step, in milliseconds. */
  readonly step: number;
  /** Requests by the first digit of their status. */
  readonly requests: Readonly<Record<string, Series>>;
  /** In milliseconds, estimated from a histogram. */
  readonly p95: Series;
  /** Connections by state, over all instances. */
  readonly connections: Readonly<Record<string, Series>>;
  readonly pages: Readonly<Record<string, Series>>;
  /** Jobs by state. */
  readonly jobs: Readonly<Record<string, Series>>;
  /** How long the oldest job waits, in seconds. */
  readonly lag: Series;
  /** In milliseconds, by instance. */
  readonly delay: Readonly<Record<string, Series>>;
  /** In bytes, by instance. */
  readonly memory: Readonly<Record<string, Series>>;
  /** Items that could not be delivered, by instance. */
  readonly dropped: Readonly<Record<string, Series>>;
  /** The tenants that asked most, `other` among them. */
  readonly tenants: readonly TenantFigures[];
}

/** How many steps a chart has. */
const STEPS = 60;

/** The figures of the last minutes. */
export function figuresSince(database: DatabaseSync, minutes: number, now = Date.now()): Figures {
  // A step shorter than the pause between two pushes would be empty now and then.
  const step = Math.max(15_000, (Math.max(minutes, 1) * 60_000) / STEPS);
  const from = now - step * STEPS;
  const window: Window = { database, from, step };
  return {
    from,
    step,
    requests: seriesOf(window, "swingtag.request.duration", "status", "total(count)", "sum"),
    p95: p95Of(window),
    connections: seriesOf(window, "swingtag.database.connections", "state", "avg(value)", "sum"),
    pages: seriesOf(window, "swingtag.page_cache.reads", "outcome", "total(value)", "sum"),
    jobs: jobsOf(window),
    lag: seriesOf(window, "swingtag.worker.lag", null, "max(value)", "max").all ?? [],
    delay: seriesOf(window, "swingtag.event_loop.delay", "instance", "max(value)", "max"),
    memory: seriesOf(window, "swingtag.memory", "instance", "avg(value)", "max"),
    dropped: seriesOf(window, "swingtag.telemetry.dropped", "instance", "total(value)", "sum"),
    tenants: tenantsOf(window),
  };
}

interface Window {
  readonly database: DatabaseSync;
  readonly from: number;
  readonly step: number;
}

/**
 * A figure over time, once for each value of `by`: first of each instance by itself, then of all together.
 * The SQL in `each` and `together` is ours alone.
 */
function seriesOf(
  { database, from, step }: Window,
  name: string,
  by: string | null,
  each: string,
  together: "sum" | "max",
): Record<string, Series> {
  const label =
    by === "instance" ? "instance" : by ? `json_extract(attributes, '$.${by}')` : "'all'";
  const rows = database
    .prepare(
      `select at, label, ${together}(value) as value from
        (select cast((time - ?) / ? as integer) as at, ${label} as label, ${each} as value
          from points where name = ? and time >= ?
          group by at, label, instance, iif(${by === null}, attributes, ''))
        group by at, label`,
    )
    .all(from, step, name, from);
  return laidOut(rows);
}

function laidOut(rows: readonly Record<string, unknown>[]): Record<string, Series> {
  const series = new Map<string, Series>();
  for (const { at, label, value } of rows) {
    const known = series.get(String(label)) ?? Array<number | null>(STEPS).fill(null);
    if (Number(at) < STEPS) known[Number(at)] = Number(value);
    series.set(String(label), known);
  }
  return Object.fromEntries(series);
}

/** Every worker tells the same jobs: those of all kinds added up, then the most that any told. */
function jobsOf({ database, from, step }: Window): Record<string, Series> {
  const rows = database
    .prepare(
      `select at, label, max(value) as value from
        (select cast((time - ?) / ? as integer) as at, json_extract(attributes, '$.state') as label,
            sum(value) as value
          from points where name = 'swingtag.jobs' and time >= ? group by time, label, instance)
        group by at, label`,
    )
    .all(from, step, from);
  return laidOut(rows);
}

function p95Of({ database, from, step }: Window): Series {
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

/** Between the bounds of the bucket that holds it, as if its values were spread evenly. */
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

function tenantsOf({ database, from }: Window): TenantFigures[] {
  return database
    .prepare(
      `select json_extract(attributes, '$.tenant') as name,
          total(value) filter (where name = 'swingtag.tenant.requests') as requests,
          total(value) filter (where name = 'swingtag.tenant.errors') as errors,
          total(value) filter (where name = 'swingtag.tenant.ms') as ms
        from points where name in
          ('swingtag.tenant.requests', 'swingtag.tenant.errors', 'swingtag.tenant.ms') and time >= ?
        group by 1 order by requests desc limit 25`,
    )
    .all(from)
    .map(({ name, requests, errors, ms }) => ({
      name: String(name),
      requests: Number(requests),
      errors: Number(errors),
      ms: Number(requests) > 0 ? Number(ms) / Number(requests) : 0,
    }));
}
