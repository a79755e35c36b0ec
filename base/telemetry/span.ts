import { type HrTime, SpanKind, SpanStatusCode, TraceFlags } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { EndedSpan } from "./sender.ts";

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, job: SpanKind.CONSUMER } as const;

/**
 * A span in the form that the SDK's processor takes. It is made only after the work has ended, so that the
 * bundled app needs no code of the SDK.
 */
export function spanOf(span: EndedSpan, resource: Resource): ReadableSpan {
  const { traceId, spanId, parentId, started, ended, failed } = span;
  const context = { traceId, spanId, traceFlags: TraceFlags.SAMPLED };
  return {
    name: span.name,
    kind: KINDS[span.kind],
    spanContext: () => context,
    ...(parentId && { parentSpanContext: { ...context, spanId: parentId } }),
    startTime: hrTime(started),
    endTime: hrTime(ended),
    duration: hrTime(ended - started),
    status: { code: failed ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    attributes: { ...span.attributes },
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: { name: "swingtag" },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Seconds and the nanoseconds of the rest. */
function hrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)];
}
