import type { DatabaseSync } from "node:sqlite";
import { jobsOf, type TenantFigures, tenantsOf } from "./jobs-and-tenants";
import { p95Of } from "./percentile";
import { type Series, STEPS, seriesOf, type TimeRange } from "./series";

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

/** The figures of the last minutes. */
export function figuresSince(database: DatabaseSync, minutes: number, now = Date.now()): Figures {
  // A step is at least as long as the pause between two pushes, because shorter steps would sometimes be empty.
  const step = Math.max(15_000, (Math.max(minutes, 1) * 60_000) / STEPS);
  const from = now - step * STEPS;
  const window: TimeRange = { database, from, step };
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
