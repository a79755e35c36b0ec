import type { Line } from "./told";

export interface FoundLine extends Line {
  /** Goes up with each line that is kept. */
  readonly id: number;
}

/** A row as a line. */
export function lineOf(row: Readonly<Record<string, unknown>>): FoundLine {
  return {
    id: Number(row.id),
    time: Number(row.time),
    level: levelOf(row.level),
    part: String(row.part),
    instance: String(row.instance),
    version: String(row.version),
    message: String(row.message),
    traceId: String(row.trace),
    spanId: String(row.span),
    requestId: String(row.request),
    tenant: String(row.tenant),
    site: String(row.site),
    attributes: objectOf(row.attributes),
  };
}

const LEVELS = ["debug", "info", "warn", "error", "fatal"] as const;

function levelOf(level: unknown): Line["level"] {
  return LEVELS.find((known) => known === level) ?? "info";
}

/** What a column of JSON holds; nothing where that is no object. */
export function objectOf(json: unknown): Record<string, unknown> {
  const value: unknown = JSON.parse(String(json));
  return typeof value === "object" && value !== null ? { ...value } : {};
}
