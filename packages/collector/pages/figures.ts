import { wholeOf } from "../api";
import { figuresSince } from "../figures";
import type { TenantFigures } from "../jobs-and-tenants";
import type { Series } from "../series";
import type { Store } from "../store";
import { type ChartSettings, chartOf, type Drawn } from "./chart";
import { type Html, html } from "./html";
import { pageOf } from "./layout";
import { lengthOf } from "./waterfall";

const SPANS = [
  [15, "15 minutes"],
  [60, "1 hour"],
  [360, "6 hours"],
  [1440, "1 day"],
  [10_080, "7 days"],
] as const;

const COLOURS = ["a", "b", "c", "d", "e", "f"];

const count = (value: number) => new Intl.NumberFormat("en").format(Math.round(value));

/** Charts of the last hour, or of another time, and who asked most. */
export function figuresPage(url: URL, { database }: Store): string {
  const minutes = wholeOf(url.searchParams.get("minutes"), 60, 10_080);
  const figures = figuresSince(database, minutes);
  const { from, step } = figures;
  const chart = (
    title: string,
    kind: ChartSettings["kind"],
    read: (value: number) => string,
    series: readonly Drawn[],
  ) => chartOf(series, { title, kind, read, from, step });
  const { requests, connections, pages, jobs } = figures;
  const body = html`
<h1 class="quiet">Figures</h1>
<div class="bar"><nav class="chips" aria-label="Time shown">${SPANS.map(
    ([length, words]) =>
      html`<a href="/figures?minutes=${length}"${length === minutes ? html` aria-current="true"` : ""}>${words}</a>`,
  )}</nav></div>
<div class="charts">
${chart("Requests", "bars", count, [
  { label: "2xx and 3xx", values: sumOf(requests["2xx"], requests["3xx"]), colour: "a" },
  { label: "4xx", values: sumOf(requests["4xx"]), colour: "c" },
])}
${chart("Errors", "bars", count, [{ label: "5xx", values: errorsOf(requests), colour: "bad" }])}
${chart("Duration", "lines", lengthOf, [{ label: "p95", values: figures.p95, colour: "a" }])}
${chart("Database connections", "lines", count, named(connections, ["used", "idle", "waiting"]))}
${chart("Public pages", "bars", count, named(pages, ["hit", "miss"]))}
${chart("Jobs", "lines", count, named(jobs, ["waiting", "running", "failed"]))}
${chart("Oldest job waits", "lines", (value) => lengthOf(value * 1000), [
  { label: "lag", values: figures.lag, colour: "b" },
])}
${chart("Event loop, p99", "lines", lengthOf, byInstance(figures.delay))}
${chart("Memory", "lines", (value) => `${(value / 1e6).toFixed(0)} MB`, byInstance(figures.memory))}
</div>
<section aria-labelledby="tenants"><h2 id="tenants">Sites that asked most</h2>${tenantsOf(figures.tenants)}</section>`;
  return pageOf({ title: "Figures", room: "figures", body });
}

function named(series: Readonly<Record<string, Series>>, names: readonly string[]): Drawn[] {
  return names.map((label, at) => ({
    label,
    values: series[label] ?? [],
    colour: label === "failed" ? "bad" : (COLOURS[at] ?? "a"),
  }));
}

/** More than six can't be told apart. */
function byInstance(series: Readonly<Record<string, Series>>): Drawn[] {
  return Object.entries(series)
    .slice(-6)
    .map(([label, values], at) => ({ label, values, colour: COLOURS[at] ?? "a" }));
}

/** The errors of each step: zero, and not unknown, if there were requests and none failed. */
function errorsOf(requests: Readonly<Record<string, Series>>): Series {
  const told = sumOf(...Object.values(requests));
  return told.map((value, at) => (value === null ? null : (requests["5xx"]?.[at] ?? 0)));
}

/** Added up step by step; nothing at all stays nothing. */
function sumOf(...series: readonly (Series | undefined)[]): Series {
  const known = series.filter((one) => one !== undefined);
  const length = Math.max(0, ...known.map((one) => one.length));
  return Array.from({ length }, (_, at) =>
    known.reduce<number | null>(
      (sum, one) => (one[at] === null || one[at] === undefined ? sum : (sum ?? 0) + one[at]),
      null,
    ),
  );
}

function tenantsOf(tenants: readonly TenantFigures[]): Html {
  if (tenants.length === 0) return html`<p class="empty">No site was asked for in this time.</p>`;
  const most = Math.max(...tenants.map(({ requests }) => requests), 1);
  return html`<div class="scroll"><table><thead><tr><th scope="col">Site</th><th scope="col" class="wide">Requests</th><th scope="col" class="number"><span class="quiet">how many</span></th><th scope="col" class="number">Errors</th><th scope="col" class="number">On average</th></tr></thead><tbody>${tenants.map(
    ({ name, requests, errors, ms }) => html`<tr>
<th scope="row">${name === "other" ? html`<i>all others</i>` : html`<a href="/?q=${encodeURIComponent(`tenant:${name}`)}">${name}</a>`}</th>
<td class="wide"><svg class="wave web" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true"><rect width="${((requests / most) * 1000).toFixed(0)}" height="10" rx="2"/></svg></td>
<td class="number">${count(requests)}</td><td class="number ${errors > 0 ? "bad" : ""}">${count(errors)}</td><td class="number">${lengthOf(ms)}</td></tr>`,
  )}</tbody></table></div>`;
}
