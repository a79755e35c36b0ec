import type { FoundLine } from "../found";
import type { Store } from "../store";
import { linesOfTrace, spansOfTrace, traceOfRequest } from "../traces";
import { type Html, html } from "./html";
import { pageOf } from "./layout";
import { rowsOf } from "./rows";
import { inOrder, type Leveled, lengthOf, waterfallOf } from "./waterfall";

/**
 * All of one request: where its time went, and its lines from web, worker and database.
 * @param id a trace's or a request's id
 * @returns null where nothing is known by it
 */
export function requestPage(id: string, { database }: Store): string | null {
  const trace = id.length === 32 ? id : traceOfRequest(database, id);
  if (!trace) return null;
  const lines = linesOfTrace(database, trace);
  const spans = inOrder(spansOfTrace(database, trace));
  if (lines.length === 0 && spans.length === 0) return null;
  const began = Math.min(
    ...lines.map(({ time }) => time),
    ...spans.map(({ span }) => span.started),
  );
  const ended = Math.max(...lines.map(({ time }) => time), ...spans.map(({ span }) => span.ended));
  const title = titleOf(lines, spans);
  const body = html`
<h1>${title}</h1>
${factsOf(trace, lines, began, ended)}
<section aria-labelledby="spans"><h2 id="spans">Where the time went</h2>
${spans.length > 0 ? waterfallOf(spans, began, ended) : html`<p class="empty">No spans were pushed for it.</p>`}</section>
<section aria-labelledby="said"><h2 id="said">What was said</h2>
<ol class="lines">${rowsOf(lines, began)}</ol></section>`;
  return pageOf({ title, room: "request", typed: trace, body });
}

function titleOf(lines: readonly FoundLine[], spans: readonly Leveled[]): string {
  const request = lines.find(({ message }) => message === "request");
  if (!request) return spans[0]?.span.name ?? lines[0]?.message ?? "A trace";
  const { method, host, path } = request.attributes;
  return `${method} ${host ?? ""}${path ?? ""}`;
}

function factsOf(trace: string, lines: readonly FoundLine[], began: number, ended: number): Html {
  const request = lines.find(({ message }) => message === "request");
  const tenanted = lines.find(({ tenant }) => tenant);
  const facts: [string, string][] = [
    ["Began", `${new Date(began).toISOString().replace("T", " ").slice(0, 23)} UTC`],
    ["Took", lengthOf(ended - began)],
  ];
  if (request) facts.push(["Status", String(request.attributes.status)]);
  if (tenanted) facts.push(["Site", tenanted.site || tenanted.tenant]);
  if (request) facts.push(["Request", request.requestId]);
  facts.push(["Trace", trace], ["Parts", partsOf(lines)]);
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function partsOf(lines: readonly FoundLine[]): string {
  const found = lines.map(({ part, instance }) => `${part} ${instance}`);
  return [...new Set(found)].slice(0, 6).join(", ");
}
