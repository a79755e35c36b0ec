import { readQuery } from "../query";
import { newestId, searchLines } from "../search";
import type { Store } from "../store";
import { html } from "./html";
import { pageOf } from "./layout";
import { rowsOf } from "./rows";

/** How many lines one page shows. */
const SHOWN = 200;

/** What narrows a search by one click. */
const NARROWER = [
  "level:error",
  "level:warn",
  "part:web",
  "part:worker",
  "part:database",
  "last:15m",
];

/** Lines that a search finds, newest first; new ones come in at the top. */
export function linesPage(url: URL, { database }: Store): string {
  const typed = url.searchParams.get("q") ?? "";
  const before = beforeOf(url.searchParams.get("before"));
  const newest = newestId(database);
  const lines = searchLines(database, readQuery(typed), {
    limit: SHOWN,
    ...(before && { before }),
  });
  const last = lines.at(-1);
  const older =
    lines.length === SHOWN && last
      ? html`<a class="older" rel="next" href="/?q=${encodeURIComponent(typed)}&amp;before=${last.time}-${last.id}">Older lines</a>`
      : "";
  const terms = typed.split(/\s+/).filter(Boolean);
  const chips = NARROWER.map((term) => {
    const on = terms.includes(term);
    const key = term.split(":")[0] ?? "";
    const others = terms.filter((other) => !other.startsWith(`${key}:`));
    const next = (on ? others : [...others, term]).join(" ");
    return html`<a href="/?q=${encodeURIComponent(next)}"${on ? html` aria-current="true"` : ""}>${term}</a>`;
  });
  const body = html`
<h1 class="quiet">Lines</h1>
<div class="bar">
  <nav class="chips" aria-label="Narrow the search">${chips}</nav>
  ${before ? html`<a class="live" href="/?q=${encodeURIComponent(typed)}">To the newest</a>` : html`<button class="live" type="button" id="live" aria-pressed="true">Live</button>`}
</div>
${lines.length === 0 ? emptyOf(typed) : ""}
<ol class="lines" id="lines" data-q="${typed}" data-newest="${newest}"${before ? html` data-still="1"` : ""} aria-live="off">
${rowsOf(lines)}</ol>
${older}`;
  return pageOf({ title: typed || "Lines", room: "lines", typed, body });
}

/** The lines that came since, as rows alone; the first of the answer's lines is the newest id. */
export function newRows(url: URL, { database }: Store): string {
  const after = Number(url.searchParams.get("after") ?? 0) || 0;
  const newest = newestId(database);
  const query = readQuery(url.searchParams.get("q") ?? "");
  const lines = newest > after ? searchLines(database, query, { limit: SHOWN, after }) : [];
  return `${newest}\n${rowsOf(lines).text}`;
}

function emptyOf(typed: string) {
  return typed
    ? html`<p class="empty">No line has all of <code>${typed}</code>. Take a word away, or look over a longer time.</p>`
    : html`<p class="empty">Nothing has been pushed yet. Start the app with <code>OTLP_URL</code> set to this address.</p>`;
}

function beforeOf(text: string | null) {
  const [, time, id] = /^(\d+(?:\.\d+)?)-(\d+)$/.exec(text ?? "") ?? [];
  return time === undefined || id === undefined ? null : { time: Number(time), id: Number(id) };
}
