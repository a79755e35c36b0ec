import { figuresSince } from "./figures";
import { readQuery } from "./query";
import { jsonReply, type Reply, refusal } from "./reply";
import { newestId, searchLines } from "./search";
import type { Store } from "./store";
import { linesOfTrace, spansOfTrace, traceOfRequest } from "./traces";

/**
 * The same as the pages show, as JSON: `/search?q=…&limit=200`, `/api/trace/ID` with a trace's or request's id,
 * `/api/figures?minutes=60`.
 */
export function answerApi(url: URL, { database }: Store): Reply {
  const trace = /^\/api\/trace\/([0-9a-f-]{32,36})$/.exec(url.pathname)?.[1];
  if (url.pathname === "/search") {
    const limit = wholeOf(url.searchParams.get("limit"), 200, 1000);
    const after = url.searchParams.get("after");
    const query = readQuery(url.searchParams.get("q") ?? "");
    const newest = newestId(database);
    const lines = searchLines(database, query, {
      limit,
      ...(after !== null && { after: wholeOf(after, 0, Number.MAX_SAFE_INTEGER) }),
    });
    return jsonReply(200, { lines, newest });
  }
  if (trace) {
    const id = trace.length === 32 ? trace : traceOfRequest(database, trace);
    return jsonReply(200, {
      lines: id ? linesOfTrace(database, id) : [],
      spans: id ? spansOfTrace(database, id) : [],
    });
  }
  if (url.pathname === "/api/figures") {
    const minutes = wholeOf(url.searchParams.get("minutes"), 60, 60 * 24 * 31);
    return jsonReply(200, figuresSince(database, minutes));
  }
  return refusal(404, "There is nothing here.");
}

export function wholeOf(text: string | null, otherwise: number, most: number): number {
  const number = Number(text ?? otherwise);
  return Number.isInteger(number) && number >= 0 ? Math.min(number, most) : otherwise;
}
