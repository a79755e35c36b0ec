import { type FoundLine, linesOfTrace, spansOfTrace, traceOfRequest } from "../search";
import type { Span, Store } from "../store";
import { type Html, html } from "./html";
import { pageOf } from "./layout";
import { rowsOf } from "./rows";

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

/** One row for each span, its bar as far from the left as it began later. */
function waterfallOf(spans: readonly Leveled[], began: number, ended: number): Html {
  const whole = Math.max(ended - began, 0.1);
  const at = (time: number) => (((time - began) / whole) * 1000).toFixed(1);
  return html`<ol class="spans">${spans.map(({ span, depth }) => {
    const width = Math.max(3, ((span.ended - span.started) / whole) * 1000).toFixed(1);
    const namespace = span.attributes["db.namespace"];
    return html`<li class="${span.failed ? "failed" : ""}">
<span class="name d${Math.min(depth, 6)}">${span.name}${typeof namespace === "string" ? html` <i>${namespace}</i>` : ""}</span>
<svg class="wave ${partOf(span)}" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="${`from ${lengthOf(span.started - began)}`}"><rect x="${at(span.started)}" width="${width}" height="10" rx="2"/></svg>
<span class="took">${lengthOf(span.ended - span.started)}</span></li>`;
  })}</ol>`;
}

function partOf({ name, part }: Span): string {
  if (name.startsWith("database ")) return "database";
  return part === "worker" ? "worker" : "web";
}

interface Leveled {
  readonly span: Span;
  /** How many spans it stands in. */
  readonly depth: number;
}

/** Each span after the one it belongs to, siblings by their beginning. */
function inOrder(spans: readonly Span[]): Leveled[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const children = Map.groupBy(spans, ({ parentId }) => (known.has(parentId) ? parentId : ""));
  const ordered: Leveled[] = [];
  const seen = new Set<Span>();
  const walk = (parent: string, depth: number) => {
    for (const span of children.get(parent) ?? []) {
      if (seen.has(span) || depth > 50) continue;
      seen.add(span);
      ordered.push({ span, depth });
      walk(span.spanId, depth + 1);
    }
  };
  walk("", 0);
  return ordered;
}

export function lengthOf(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${ms.toFixed(0)} ms`;
  return ms < 120_000 ? `${(ms / 1000).toFixed(1)} s` : `${(ms / 60_000).toFixed(1)} min`;
}
