import { shared } from "../shared.ts";
import type { Route, TracedTenant } from "./trace.ts";

/** What is said once something has ended. Times are milliseconds since 1970. */
export interface EndedSpan {
  readonly name: string;
  readonly kind: "server" | "client" | "job";
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | null;
  readonly started: number;
  readonly ended: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, string | number>>;
}

/** One answered request, for the figures. */
export interface AnsweredRequest {
  readonly route: Route;
  readonly status: number;
  readonly ms: number;
  readonly tenant: TracedTenant | null;
}

/** Where lines, spans and requests go when they are pushed to a receiver; see `startTelemetry`. */
export interface Sender {
  /** A line of the log as it is written: JSON, without secrets and addresses. */
  line(line: string): void;
  span(span: EndedSpan): void;
  request(request: AnsweredRequest): void;
}

/** A figure as it is now. */
export interface Reading {
  readonly value: number;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Figures that parts of the process can tell at any time. Those of a `total` only go up. */
export const FIGURES = {
  "swingtag.database.connections": { unit: "{connection}", total: false },
  "swingtag.database.opened": { unit: "{connection}", total: true },
  "swingtag.page_cache.reads": { unit: "{page}", total: true },
  "swingtag.page_cache.size": { unit: "By", total: false },
  "swingtag.jobs": { unit: "{job}", total: false },
  "swingtag.worker.lag": { unit: "s", total: false },
  "swingtag.event_loop.delay": { unit: "ms", total: false },
  "swingtag.memory": { unit: "By", total: false },
  "swingtag.telemetry.dropped": { unit: "{item}", total: true },
} as const;

export type FigureName = keyof typeof FIGURES;

type Read = () => Reading[] | Promise<Reading[]>;

interface Held {
  sender: Sender | null;
  readonly readings: Map<FigureName, Read>;
}

/** The sender of this process, or null where nothing is pushed. */
export function sender(): Sender | null {
  return held().sender;
}

export function setSender(next: Sender | null): void {
  held().sender = next;
}

/** Registers how a figure is read. It is read at each push, and never where nothing is pushed. */
export function tellFigure(name: FigureName, read: Read): void {
  held().readings.set(name, read);
}

/** Reads a figure now; empty if nobody has registered it. */
export async function readFigure(name: FigureName): Promise<Reading[]> {
  return (await held().readings.get(name)?.()) ?? [];
}

function held(): Held {
  return shared("telemetry", (): Held => ({ sender: null, readings: new Map() }));
}
