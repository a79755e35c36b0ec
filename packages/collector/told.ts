/** One line of a log, from whichever process. Times are milliseconds since 1970. */
export interface Line {
  readonly time: number;
  readonly level: "debug" | "info" | "warn" | "error" | "fatal";
  /** `web`, `worker`, `setup` or `database`. */
  readonly part: string;
  readonly instance: string;
  readonly version: string;
  readonly message: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly requestId: string;
  /** The tenant's id, and the name of its site. */
  readonly tenant: string;
  readonly site: string;
  /** Whatever else it says. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string;
  readonly name: string;
  readonly part: string;
  readonly instance: string;
  readonly started: number;
  readonly ended: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** One point of a figure. Of a histogram: its sum, its count and its buckets. */
export interface Point {
  readonly time: number;
  readonly name: string;
  readonly part: string;
  readonly instance: string;
  /** Such as `status=2xx host=site`, sorted by name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly value: number;
  readonly count: number;
  /** Upper bounds and how many fell below each; empty where it is no histogram. */
  readonly buckets: readonly (readonly [bound: number, count: number])[];
}

export interface Batch {
  readonly lines?: readonly Line[];
  readonly spans?: readonly Span[];
  readonly points?: readonly Point[];
  /** How far a file has been read that these lines come from, in bytes; kept together with them. */
  readonly read?: { readonly file: string; readonly to: number };
}

/** How severe each level is. */
export const SEVERITY: Readonly<Record<Line["level"], number>> = {
  debug: 5,
  info: 9,
  warn: 13,
  error: 17,
  fatal: 21,
};
