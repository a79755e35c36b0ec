import type { DatabaseSync } from "node:sqlite";
import { type FoundLine, lineOf, objectOf } from "./found";
import type { Span } from "./told";

/** A trace's lines, oldest first, at most `limit`. */
export function linesOfTrace(database: DatabaseSync, trace: string, limit = 2000): FoundLine[] {
  return database
    .prepare("select * from lines where trace = ? order by time, id limit ?")
    .all(trace, limit)
    .map(lineOf);
}

/** A trace's spans in the order in which they began, at most 1,000. */
export function spansOfTrace(database: DatabaseSync, trace: string): Span[] {
  return database
    .prepare("select * from spans where trace = ? order by time, id limit 1000")
    .all(trace)
    .map((row) => ({
      traceId: String(row.trace),
      spanId: String(row.span),
      parentId: String(row.parent),
      name: String(row.name),
      part: String(row.part),
      instance: String(row.instance),
      started: Number(row.time),
      ended: Number(row.ended),
      failed: row.failed === 1,
      attributes: objectOf(row.attributes),
    }));
}

/** The trace of a request, or null. */
export function traceOfRequest(database: DatabaseSync, request: string): string | null {
  const found = database
    .prepare("select trace from lines where request = ? and trace <> '' limit 1")
    .get(request);
  return found ? String(found.trace) : null;
}
