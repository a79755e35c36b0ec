import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { Query } from "./query";
import type { Line, Span } from "./store";

export interface FoundLine extends Line {
  /** Goes up with each line that is kept. */
  readonly id: number;
}

export interface SearchPage {
  /** At most this many, newest first. */
  readonly limit: number;
  /** Only lines kept after this one. */
  readonly after?: number;
  /** Only lines older than this one. */
  readonly before?: { readonly time: number; readonly id: number };
}

/** The lines that a query finds, newest first. */
export function searchLines(database: DatabaseSync, query: Query, page: SearchPage): FoundLine[] {
  const { where, values } = conditionsOf(query);
  if (page.after !== undefined) {
    where.push("id > ?");
    values.push(page.after);
  }
  if (page.before) {
    where.push("(time, id) < (?, ?)");
    values.push(page.before.time, page.before.id);
  }
  const filter = where.length > 0 ? `where ${where.join(" and ")}` : "";
  return database
    .prepare(`select * from lines ${filter} order by time desc, id desc limit ?`)
    .all(...values, page.limit)
    .map(lineOf);
}

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

/** The newest line's id, or 0. */
export function newestId(database: DatabaseSync): number {
  return Number(database.prepare("select max(id) as id from lines").get()?.id ?? 0);
}

/** The trace of a request, or null. */
export function traceOfRequest(database: DatabaseSync, request: string): string | null {
  const found = database
    .prepare("select trace from lines where request = ? and trace <> '' limit 1")
    .get(request);
  return found ? String(found.trace) : null;
}

function conditionsOf({ conditions, from, to }: Query) {
  const where: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (condition: string, ...given: SQLInputValue[]) => {
    where.push(condition);
    values.push(...given);
  };
  for (const condition of conditions)
    switch (condition.kind) {
      case "words":
        add("id in (select rowid from words where words match ?)", phraseOf(condition.words));
        break;
      case "severity":
        add("severity >= ?", condition.least);
        break;
      case "trace":
        add("trace = ?", condition.value);
        break;
      // The worker's and the database's lines know the trace of the request alone.
      case "request":
        add(`(request = ? or ${IN_REQUEST})`, condition.value, condition.value);
        break;
      case "id":
        add(
          `(request = ? or ${IN_REQUEST} or tenant = ? or id in
            (select rowid from words where words match ?))`,
          ...[condition.value, condition.value, condition.value, phraseOf(condition.value)],
        );
        break;
      case "tenant":
        add("(site = ? or tenant = ?)", condition.value, condition.value);
        break;
      default:
        add(`${condition.kind} = ?`, condition.value);
    }
  if (from !== null) add("time >= ?", from);
  if (to !== null) add("time <= ?", to);
  return { where, values };
}

const IN_REQUEST = "trace in (select trace from lines where request = ? and trace <> '')";

/** As one phrase whose last word may go on; neither quotes nor the end of a C string can end it. */
function phraseOf(words: string): string {
  const inner = words.replace(/["\p{Cc}]/gu, " ").trim();
  return /[\p{L}\p{N}]/u.test(inner) ? `"${inner}"${words.endsWith('"') ? "" : "*"}` : '"\u0001"';
}

function lineOf(row: Readonly<Record<string, unknown>>): FoundLine {
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

function objectOf(json: unknown): Record<string, unknown> {
  const value: unknown = JSON.parse(String(json));
  return typeof value === "object" && value !== null ? { ...value } : {};
}
