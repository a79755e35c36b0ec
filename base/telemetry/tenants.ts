import { type HrTime, ValueType } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  DataPointType,
  type MetricProducer,
  type SumMetricData,
} from "@opentelemetry/sdk-metrics";

/** How many tenants are told by name in each push. */
export const NAMED = 20;

/** The name under which all other tenants are added up. */
export const OTHER = "other";

/** How many tenants are counted separately between two pushes. Requests of further tenants count as `other`. */
const COUNTED = 20_000;

interface Counts {
  requests: number;
  errors: number;
  ms: number;
}

/**
 * Requests, errors and time by tenant. A push names the 20 tenants with the most requests since the last push
 * and adds the others up; then all counts are forgotten. So the number of series stays bounded, however many
 * tenants there are.
 */
export function tenantFigures() {
  let counts = new Map<string, Counts>();
  let since = Date.now();

  return {
    count(tenant: string, status: number, ms: number): void {
      const name = counts.size < COUNTED || counts.has(tenant) ? tenant : OTHER;
      const found = counts.get(name) ?? { requests: 0, errors: 0, ms: 0 };
      found.requests++;
      if (status >= 500) found.errors++;
      found.ms += ms;
      counts.set(name, found);
    },
    /** @param resource of whoever pushes */
    producer(resource: Resource): MetricProducer {
      return {
        async collect() {
          const window = boundedOf(counts);
          const [from, to] = [since, Date.now()];
          counts = new Map();
          since = to;
          const metrics = (["requests", "errors", "ms"] as const).map((what) =>
            sumOf(what, window, from, to),
          );
          const scope = { name: "swingtag.tenants" };
          return {
            resourceMetrics: { resource, scopeMetrics: [{ scope, metrics }] },
            errors: [],
          };
        },
      };
    },
  };
}

function boundedOf(counts: ReadonlyMap<string, Counts>): Map<string, Counts> {
  const known = [...counts].filter(([name]) => name !== OTHER);
  known.sort(([, one], [, other]) => other.requests - one.requests);
  const bounded = new Map(known.slice(0, NAMED));
  const rest = known.slice(NAMED).map(([, found]) => found);
  const uncounted = counts.get(OTHER);
  if (uncounted) rest.push(uncounted);
  if (rest.length > 0) bounded.set(OTHER, added(rest));
  return bounded;
}

function added(all: readonly Counts[]): Counts {
  const sum = { requests: 0, errors: 0, ms: 0 };
  for (const { requests, errors, ms } of all) {
    sum.requests += requests;
    sum.errors += errors;
    sum.ms += ms;
  }
  return sum;
}

function sumOf(
  what: keyof Counts,
  window: ReadonlyMap<string, Counts>,
  from: number,
  to: number,
): SumMetricData {
  return {
    descriptor: {
      name: `swingtag.tenant.${what}`,
      description: "",
      unit: what === "ms" ? "ms" : "{request}",
      valueType: ValueType.DOUBLE,
    },
    aggregationTemporality: AggregationTemporality.DELTA,
    dataPointType: DataPointType.SUM,
    isMonotonic: true,
    dataPoints: [...window].map(([tenant, found]) => ({
      startTime: hrTime(from),
      endTime: hrTime(to),
      attributes: { tenant },
      value: found[what],
    })),
  };
}

function hrTime(ms: number): HrTime {
  return [Math.floor(ms / 1000), (ms % 1000) * 1e6];
}
