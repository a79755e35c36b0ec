import type { FoundLine } from "../found";
import { type Html, html } from "./html";

/** Lines as they stand in a list; each opens to all it says. */
export function rowsOf(lines: readonly FoundLine[], began?: number): Html {
  return html`${lines.map((line) => rowOf(line, began))}`;
}

function rowOf(line: FoundLine, began?: number): Html {
  const moment = new Date(line.time);
  const shown =
    began === undefined
      ? moment.toISOString().slice(11, 23)
      : `+${Math.max(0, line.time - began).toFixed(0)} ms`;
  return html`<li class="line ${line.level}" data-id="${line.id}"><details><summary>
<time datetime="${moment.toISOString()}" title="${moment.toISOString()}">${shown}</time>
<span class="level">${line.level}</span>
<span class="part ${partClass(line.part)}">${line.part}</span>
<span class="site">${line.site}</span>
<span class="says">${saysOf(line)}</span>
</summary>${factsOf(line)}</details></li>
`;
}

const PARTS = ["web", "worker", "database", "setup"];

/** Checks the part, because whoever pushes may send any text. */
function partClass(part: string): string {
  return PARTS.includes(part) ? part : "";
}

/** The line of a request shows method, path, status and time instead of its message. */
function saysOf({ message, attributes }: FoundLine): Html {
  const { method, host, path, status, ms, step } = attributes;
  if (message === "request" && typeof path === "string")
    return html`<b class="s${String(status).slice(0, 1)}">${String(status)}</b> ${String(method)} <span class="host">${String(host ?? "")}</span>${path} <i>${String(ms)} ms</i>`;
  const exception = attributes["exception.message"];
  const more = typeof step === "string" ? step : exception;
  return html`${message}${more ? html` <i>${String(more)}</i>` : ""}`;
}

function factsOf(line: FoundLine): Html {
  const { traceId, requestId, tenant, instance, version, attributes, time } = line;
  const facts: [string, Html | string][] = [["time", new Date(time).toISOString()]];
  if (traceId) facts.push(["trace", html`<a href="/trace/${traceId}">${traceId}</a>`]);
  if (requestId) facts.push(["request", searchLink("", requestId)]);
  if (tenant) facts.push(["tenant", searchLink("tenant:", tenant)]);
  facts.push(["instance", searchLink("instance:", instance)]);
  if (version) facts.push(["version", searchLink("version:", version)]);
  for (const [name, value] of Object.entries(attributes))
    facts.push([name, typeof value === "string" ? value : JSON.stringify(value)]);
  return html`<dl>${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function searchLink(prefix: string, value: string): Html {
  const term = /\s/.test(value) ? `${prefix}"${value}"` : prefix + value;
  return html`<a href="/?q=${encodeURIComponent(term)}">${value}</a>`;
}
