/** A point of the drawing, in its own units. */
export type Point = readonly [x: number, y: number];

/** Path data or any text with its numbers rounded: bytes are counted here. */
export function d(parts: TemplateStringsArray, ...values: readonly number[]): string {
  return parts
    .map((part, i) => part + (i < values.length ? round(values[i] ?? 0) : ""))
    .join("")
    .replaceAll(" -", "-");
}

/** An attribute string that fills. */
export const fill = (colour: string): string => ` fill="${colour}"`;

/** An ellipse; `turn` in degrees about its own centre. */
export function oval(x: number, y: number, rx: number, ry: number, paint = "", turn = 0): string {
  const spin =
    Math.abs(turn) >= 1 ? ` transform="rotate(${Math.round(turn)} ${round(x)} ${round(y)})"` : "";
  const at = (x ? `cx="${round(x)}" ` : "") + (y ? `cy="${round(y)}" ` : "");
  const even = round(rx) === round(ry);
  return even
    ? `<circle ${at}r="${round(rx)}"${paint}/>`
    : `<ellipse ${at}rx="${round(rx)}" ry="${round(ry)}"${paint}${spin}/>`;
}

/** A filled path. */
export const shape = (data: string, paint = ""): string => `<path d="${data}"${paint}/>`;

/** An open line; `sewn` gives it round ends and keeps it unfilled. */
export function line(data: string, colour: string, width: number, more = ""): string {
  return `<path d="${data}" stroke="${colour}" stroke-width="${round(width)}"${more}/>`;
}

/** A thread seam. */
export const stitch = (data: string, colour: string): string =>
  line(data, colour, 2, ' stroke-dasharray="6 5"');

/** Round dots of one size and colour: one path, whatever their number. */
export function dots(points: readonly Point[], size: number, colour: string, more = ""): string {
  const data = points.map(([x, y]) => d`M${x} ${y}h0`).join("");
  return line(data, colour, size, more);
}

/** The same points and their mirror images about x = 0. */
export const both = (...points: Point[]): Point[] =>
  points.flatMap(([x, y]): Point[] => [
    [-x, y],
    [x, y],
  ]);

/** A group moved, turned (degrees) and scaled, in this order. */
export function placed(x: number, y: number, turn: number, scale: number, markup: string): string {
  if (!markup) return "";
  const spin = turn ? `rotate(${round(turn)})` : "";
  const size = scale === 1 ? "" : `scale(${Math.round(scale * 100) / 100})`;
  return `<g transform="translate(${round(x)} ${round(y)})${spin}${size}">${markup}</g>`;
}

/** Parts that are sewn on: they have no fur at their edge, and lines with round ends. */
export const sewn = (...markup: string[]): string => `${SEWN}${markup.join("")}${DONE}`;

/** Joins neighbouring sewn groups into one and shortens colours to three digits where nobody can tell. */
export function packed(markup: string): string {
  return markup
    .replaceAll(DONE + SEWN, "")
    .replace(LONE, (_, tag: string) => tag.replace("/>", `${threadOf(tag)}/>`))
    .replace(FILLED, (whole, inside: string) =>
      inside.includes("stroke=") ? whole : `<g${BARE}>${inside}</g>`,
    )
    .replaceAll(SEWN, '<g fill="none" stroke="none" stroke-dasharray="0" stroke-linecap="round">')
    .replaceAll(DONE, "</g>")
    .replace(/(fill|stroke)="#(\w\w)(\w\w)(\w\w)"/g, (whole, name, ...rgb: string[]) => {
      const values = rgb.slice(0, 3).map((two) => Number.parseInt(two, 16));
      const digits = values.map((value) => Math.round(value / 17));
      const same = values.every((value, i) => Math.abs(value - (digits[i] ?? 0) * 17) < 6);
      return same ? `${name}="#${digits.map((digit) => digit.toString(16)).join("")}"` : whole;
    });
}

function threadOf(tag: string): string {
  if (!tag.includes("stroke=")) return BARE;
  return (
    (tag.includes("fill=") ? "" : ' fill="none"') +
    (tag.includes("dasharray") ? "" : ' stroke-dasharray="0"') +
    ' stroke-linecap="round"'
  );
}

const SEWN = "\u0001";
const DONE = "\u0002";
const LONE = new RegExp(`${SEWN}(<[^<]*/>)${DONE}`, "g");
const FILLED = new RegExp(`${SEWN}([^${SEWN}${DONE}]*)${DONE}`, "g");
const BARE = ' stroke="none"';

/** Whole numbers from 10 up, one decimal below: a pixel of the 400 is enough. */
function round(value: number): string {
  const scale = Math.abs(value) < 10 ? 10 : 1;
  return String(Math.round(value * scale) / scale || 0).replace(/^(-?)0\./, "$1.");
}
