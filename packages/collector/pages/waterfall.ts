import type { Span } from "../told";
import { type Html, html } from "./html";

/** A span, and how deep it stands. */
export interface Leveled {
  readonly span: Span;
  /** How many spans it stands in. */
  readonly depth: number;
}

/** One row for each span, its bar as far from the left as it began later. */
export function waterfallOf(spans: readonly Leveled[], began: number, ended: number): Html {
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

/** Each span after the one it belongs to, siblings by their beginning. */
export function inOrder(spans: readonly Span[]): Leveled[] {
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
