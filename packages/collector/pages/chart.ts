import type { Series } from "../series";
import { type Html, html } from "./html";

export interface Drawn {
  readonly label: string;
  readonly values: Series;
  /** Which of the colours it has: `a` to `f`. */
  readonly colour: string;
}

export interface ChartSettings {
  readonly title: string;
  readonly from: number;
  readonly step: number;
  /** A value as it is read, such as `12 ms`. */
  readonly read: (value: number) => string;
  /** Bars that stand on each other, for what is counted; lines for what is measured. */
  readonly kind: "bars" | "lines";
}

const WIDTH = 600;
const HEIGHT = 120;

/** The height of the largest value; its label stands above it. */
const REACH = 104;

/** A small chart of at most six series, with the newest values beside it. */
export function chartOf(series: readonly Drawn[], settings: ChartSettings): Html {
  const { title, from, step, read, kind } = settings;
  const length = Math.max(...series.map(({ values }) => values.length), 1);
  const totals = Array.from({ length }, (_, at) =>
    series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0),
  );
  const most = Math.max(
    kind === "bars" ? Math.max(...totals) : largestOf(series),
    Number.MIN_VALUE,
  );
  const nothing = series.every(({ values }) => values.every((value) => value === null));
  const drawn = kind === "bars" ? barsOf(series, most, length) : linesOf(series, most, length);
  const clock = (time: number) => new Date(time).toISOString().slice(11, 16);
  return html`<figure class="chart">
<figcaption><span>${title}</span>${series.map(
    ({ label, colour, values }) =>
      html`<span class="key ${colour}">${label} <b>${newestOf(values, read)}</b></span>`,
  )}</figcaption>
${
  nothing
    ? html`<p class="empty">Nothing was told in this time.</p>`
    : html`<div class="plot"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${`${title}, at most ${read(most)}`}"><line class="rule" x1="0" x2="${WIDTH}" y1="${HEIGHT - REACH - 0.5}" y2="${HEIGHT - REACH - 0.5}"/><line class="rule" x1="0" x2="${WIDTH}" y1="${HEIGHT - 0.5}" y2="${HEIGHT - 0.5}"/>${drawn}</svg><span class="most">${read(most)}</span></div>
<p class="axis"><span>${clock(from)}</span><span>${clock(from + step * length)}</span></p>`
}
</figure>`;
}

function barsOf(series: readonly Drawn[], most: number, length: number): Html {
  const wide = WIDTH / length;
  const stands = Array<number>(length).fill(0);
  return html`${series.map(
    ({ values, colour }) =>
      html`<g class="${colour}">${values.map((value, at) => {
        if (!value) return "";
        const height = Math.max(1, (value / most) * REACH);
        const y = HEIGHT - (stands[at] ?? 0) - height;
        stands[at] = (stands[at] ?? 0) + height;
        return html`<rect x="${(at * wide + 0.5).toFixed(1)}" y="${y.toFixed(1)}" width="${(wide - 1).toFixed(1)}" height="${height.toFixed(1)}"/>`;
      })}</g>`,
  )}`;
}

/** Draws lines. A line ends where a value is missing; a single value is a short stroke. */
function linesOf(series: readonly Drawn[], most: number, length: number): Html {
  const wide = WIDTH / length;
  return html`${series.map(({ values, colour }) => {
    let path = "";
    let drawing = false;
    for (const [at, value] of values.entries()) {
      if (value === null) {
        drawing = false;
        continue;
      }
      const x = (at + 0.5) * wide;
      const y = HEIGHT - (value / most) * (REACH - 2) - 1;
      path += drawing
        ? `L${x.toFixed(1)} ${y.toFixed(1)}`
        : `M${(x - wide / 2).toFixed(1)} ${y.toFixed(1)}L${x.toFixed(1)} ${y.toFixed(1)}`;
      drawing = true;
    }
    return html`<path class="${colour}" d="${path}"/>`;
  })}`;
}

function largestOf(series: readonly Drawn[]): number {
  return Math.max(...series.flatMap(({ values }) => values.map((value) => value ?? 0)), 0);
}

function newestOf(values: Series, read: (value: number) => string): string {
  const newest = values.findLast((value) => value !== null);
  return newest === undefined || newest === null ? "none" : read(newest);
}
