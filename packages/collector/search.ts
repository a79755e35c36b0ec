import type { DatabaseSync } from "node:sqlite";
import { conditionsOf } from "./conditions";
import { type FoundLine, lineOf } from "./found";
import type { Query } from "./query";

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

/** The newest line's id, or 0. */
export function newestId(database: DatabaseSync): number {
  return Number(database.prepare("select max(id) as id from lines").get()?.id ?? 0);
}
