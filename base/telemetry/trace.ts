import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { shared } from "../shared.ts";

/** What is being done: a request to a kind of host, a job, or the preparation of an installation. */
export type Route = "site" | "www" | "operator" | "nothing" | "job" | "setup";

/** The running request or job. Its ids stand in everything that is logged about it. */
export interface Trace {
  /** 32 hexadecimal digits; the same in every process that works on it. */
  readonly traceId: string;
  /** 16 hexadecimal digits: the request or job itself. */
  readonly spanId: string;
  /** What ordered it, or null. */
  readonly parentId: string | null;
  readonly route: Route;
  readonly requestId: string | null;
  readonly operation: string | null;
  /** The name in the site's address. A database that is away says nothing of its tenant. */
  site: string | null;
  /** Set as soon as it is known. */
  tenant: TracedTenant | null;
}

export interface TracedTenant {
  readonly id: string;
  readonly slug: string | null;
}

/**
 * A trace for a request or a job.
 * @param parent a `traceparent` (W3C) of whoever ordered it; anything else begins a new trace
 */
export function beginTrace(
  route: Route,
  about: { parent?: string | null; requestId?: string; operation?: string } = {},
): Trace {
  const parent = PARENT.exec(about.parent ?? "");
  const known = parent && !ZEROS.test(parent[1] ?? "") && !ZEROS.test(parent[2] ?? "");
  return {
    traceId: (known && parent[1]) || newTraceId(),
    spanId: newSpanId(),
    parentId: (known && parent[2]) || null,
    route,
    requestId: about.requestId ?? null,
    operation: about.operation ?? null,
    site: null,
    tenant: null,
  };
}

const PARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;
const ZEROS = /^0+$/;

/** 32 hexadecimal digits. Node keeps random bytes for UUIDs in stock, and asks the system for all others. */
function newTraceId(): string {
  return randomUUID().replaceAll("-", "");
}

/** 16 hexadecimal digits: of a UUID those that are all random. */
export function newSpanId(): string {
  const id = newTraceId();
  return id.slice(0, 12) + id.slice(-4);
}

/** Runs `work` and whatever it starts as part of a trace. */
export function within<T>(trace: Trace, work: () => T): T {
  return storage().run(trace, work);
}

/** The trace of what runs now, or null. */
export function currentTrace(): Trace | null {
  return storage().getStore() ?? null;
}

/** The `traceparent` by which another process goes on with what runs now, or null. */
export function currentParent(): string | null {
  const trace = currentTrace();
  return trace && parentOf(trace.traceId, trace.spanId);
}

/** W3C's header: version 00, sampled. */
export function parentOf(traceId: string, spanId: string): string {
  return `00-${traceId}-${spanId}-01`;
}

/** Notes the tenant of the running request or job. */
export function noteTenant(tenant: TracedTenant): void {
  const trace = currentTrace();
  if (trace) trace.tenant = tenant;
}

/** Notes the name of the site that the running request asks, before its tenant is looked up. */
export function noteSite(name: string): void {
  const trace = currentTrace();
  if (trace) trace.site = name;
}

/** The fields that every log line gets from the running request or job. */
export function aboutNow(): Record<string, string> {
  const trace = currentTrace();
  if (!trace) return {};
  const { traceId, spanId, requestId, operation, tenant, route } = trace;
  const site = tenant?.slug ?? trace.site;
  return {
    traceId,
    spanId,
    ...(requestId && { requestId }),
    ...(operation && { operation }),
    ...(tenant && { tenant: tenant.id }),
    ...(site && { site }),
    ...(route === "job" && { part: "worker" }),
  };
}

function storage(): AsyncLocalStorage<Trace> {
  return shared("trace", () => new AsyncLocalStorage<Trace>());
}
