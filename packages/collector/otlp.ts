import type { Batch, Line, Point, Span } from "./told";

export type Signal = "logs" | "traces" | "metrics";

/** What was sent is no OTLP. */
export class NotOtlp extends Error {}

/** How long a message and an attribute may be, in characters; the rest is cut. */
const LONGEST = 16_000;

/**
 * Converts OTLP in JSON into what the store holds.
 * @throws NotOtlp
 */
export function readOtlp(signal: Signal, body: unknown): Batch {
  const resources = listOf(
    asObject(body)[
      { logs: "resourceLogs", traces: "resourceSpans", metrics: "resourceMetrics" }[signal]
    ],
  );
  const found = resources.flatMap((entry) => {
    const { resource, ...rest } = asObject(entry);
    const about = attributesOf(asObject(resource ?? {}).attributes);
    const source = {
      part: String(about["service.name"] ?? "unknown").replace(/^swingtag-/, ""),
      instance: String(about["service.instance.id"] ?? ""),
      version: String(about["service.version"] ?? ""),
    };
    const scopes = listOf(rest.scopeLogs ?? rest.scopeSpans ?? rest.scopeMetrics);
    return scopes.map((scope) => ({ source, scope: asObject(scope) }));
  });
  if (signal === "logs")
    return {
      lines: found.flatMap(({ source, scope }) =>
        listOf(scope.logRecords).map((record) => lineOf(asObject(record), source)),
      ),
    };
  if (signal === "traces")
    return {
      spans: found.flatMap(({ source, scope }) =>
        listOf(scope.spans).map((span) => spanOf(asObject(span), source)),
      ),
    };
  return {
    points: found.flatMap(({ source, scope }) =>
      listOf(scope.metrics).flatMap((metric) => pointsOf(asObject(metric), source)),
    ),
  };
}

interface Source {
  readonly part: string;
  readonly instance: string;
  readonly version: string;
}

function lineOf(record: Record<string, unknown>, source: Source): Line {
  const { requestId, tenant, site, part, ...attributes } = attributesOf(record.attributes);
  return {
    ...source,
    // A worker inside the web process sets `part` itself.
    part: part === "worker" ? part : source.part,
    time: msOf(record.timeUnixNano) || msOf(record.observedTimeUnixNano) || Date.now(),
    level: levelOf(Number(record.severityNumber ?? 0)),
    message: String(plainOf(record.body) ?? "").slice(0, LONGEST),
    traceId: hex(record.traceId, 32),
    spanId: hex(record.spanId, 16),
    requestId: textOf(requestId),
    tenant: textOf(tenant),
    site: textOf(site),
    attributes,
  };
}

function spanOf(span: Record<string, unknown>, { part, instance }: Source): Span {
  return {
    part: Number(span.kind) === 5 ? "worker" : part,
    instance,
    traceId: hex(span.traceId, 32),
    spanId: hex(span.spanId, 16),
    parentId: hex(span.parentSpanId, 16),
    name: String(span.name ?? "").slice(0, 200),
    started: msOf(span.startTimeUnixNano),
    ended: msOf(span.endTimeUnixNano),
    failed: Number(asObject(span.status ?? {}).code ?? 0) === 2,
    attributes: attributesOf(span.attributes),
  };
}

function pointsOf(metric: Record<string, unknown>, { part, instance }: Source): Point[] {
  const data = asObject(metric.sum ?? metric.gauge ?? metric.histogram ?? {});
  return listOf(data.dataPoints).map((entry) => {
    const point = asObject(entry);
    const bounds = listOf(point.explicitBounds ?? []).map(Number);
    const counts = listOf(point.bucketCounts ?? []).map(Number);
    return {
      part,
      instance,
      name: String(metric.name ?? "").slice(0, 200),
      time: msOf(point.timeUnixNano),
      attributes: Object.fromEntries(
        Object.entries(attributesOf(point.attributes))
          .toSorted(([one], [other]) => (one < other ? -1 : 1))
          .map(([name, value]) => [name, String(value)]),
      ),
      value: numberOf(point.asDouble ?? point.asInt ?? point.sum),
      count: numberOf(point.count),
      buckets: counts.map((count, at) => [bounds[at] ?? Number.MAX_VALUE, count] as const),
    };
  });
}

function levelOf(severity: number): Line["level"] {
  if (severity >= 21) return "fatal";
  if (severity >= 17) return "error";
  if (severity >= 13) return "warn";
  return severity >= 9 || severity === 0 ? "info" : "debug";
}

function attributesOf(list: unknown): Record<string, unknown> {
  return Object.fromEntries(
    listOf(list ?? []).map((entry) => {
      const { key, value } = asObject(entry);
      return [String(key).slice(0, 200), plainOf(value)];
    }),
  );
}

/** An AnyValue; numbers beyond 2^53 come as text. */
function plainOf(value: unknown): unknown {
  const any = asObject(value ?? {});
  if (any.stringValue !== undefined) return String(any.stringValue).slice(0, LONGEST);
  if (any.intValue !== undefined) return Number(any.intValue);
  if (any.arrayValue !== undefined)
    return listOf(asObject(any.arrayValue).values ?? []).map(plainOf);
  if (any.kvlistValue !== undefined) return attributesOf(asObject(any.kvlistValue).values);
  return any.boolValue ?? any.doubleValue ?? null;
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? "" : String(value).slice(0, 200);
}

function hex(value: unknown, length: number): string {
  const text = String(value ?? "").toLowerCase();
  return text.length === length && /^[0-9a-f]+$/.test(text) && !/^0+$/.test(text) ? text : "";
}

function msOf(nanos: unknown): number {
  return numberOf(nanos) / 1e6;
}

function numberOf(value: unknown): number {
  const number = Number(value ?? 0);
  return Number.isFinite(number) ? number : 0;
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new NotOtlp("This is not OTLP in JSON: a list is missing.");
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new NotOtlp("This is not OTLP in JSON: an object is missing.");
}
