import type { Chance } from "./chance";
import { luminance, mix } from "./colour";
import { type Tones, tonesFrom } from "./palette";
import type { Point } from "./shapes";

/** All that a part needs to be cut from the same piece of plush. */
export interface Cloth {
  chance: Chance;
  /** Gradients, as paint: the body and the second colour. */
  body: string;
  patch: string;
  /** Plain colours. */
  base: string;
  shade: string;
  light: string;
  pale: string;
  /** Seams and shadows on the body. */
  seam: string;
  ink: string;
  /** The colour of the fur's outline, which sets the plush off from any background. */
  rim: string;
  dark: boolean;
  shadow: string;
  /** The gradients' definitions. */
  defs: string;
  /** A markup and its mirror image about x = 0. */
  twins(markup: string): string;
  /** A markup once, and a way to show it again, moved to the right by x. */
  copies(markup: string): { first: string; at(x: number): string };
}

/** A finished animal: its markup, where the tag's string is tied, how wide it sits on the ground. */
export interface Plush {
  art: string;
  tie: Point;
  /** To which side the tag hangs: away from the face. */
  lean: -1 | 1;
  ground: { x: number; width: number };
}

/** Cuts cloth from tones; `key` keeps its gradient names apart from other drawings on a page. */
export function clothFrom(tones: Tones, key: string, chance: Chance, second?: string): Cloth {
  const dark = luminance(tones.base) < 0.07;
  const white = luminance(tones.base) > 0.7;
  const warmth = chance.between(0, 0.08);
  const base = mix(tones.base, chance.once(0.5) ? "#ffd9a0" : "#b9a6d8", warmth);
  const light = mix(tones.light, "#fff4dc", chance.between(0, 0.12));
  const pale =
    tones.second ??
    second ??
    mix(base, dark ? "#e8dccb" : "#fff3df", dark ? 0.5 : white ? 0.4 : 0.6);
  const patch = tonesFrom(pale);
  const dusk = mix(tones.shade, "#170d1e", white ? 0.4 : 0.62);
  let pairs = 0;
  const across = d3(chance.between(0.3, 0.42));
  return {
    chance,
    body: `url(#${key}b)`,
    patch: `url(#${key}p)`,
    shadow: `url(#${key}s)`,
    base,
    shade: tones.shade,
    light,
    pale,
    seam: dark ? mix(base, "#cfc6d6", 0.42) : mix(tones.shade, "#1d0f26", white ? 0.12 : 0.25),
    ink: "#231c24",
    rim: dark ? mix(base, "#d9d2e0", 0.36) : mix(tones.shade, "#1d0f26", white ? 0.16 : 0.12),
    dark,
    twins: (markup) => {
      const id = `${key}${pairs++}`;
      return `${/^<[^<]*\/>$/.test(markup) ? markup.replace(" ", ` id="${id}" `) : `<g id="${id}">${markup}</g>`}<use href="#${id}" transform="scale(-1 1)"/>`;
    },
    copies: (markup) => {
      const id = `${key}${pairs++}`;
      return {
        first: `<g id="${id}">${markup}</g>`,
        at: (x) => `<use href="#${id}" x="${Math.round(x)}"/>`,
      };
    },
    defs:
      `<radialGradient id="${key}b" cx="${across}" cy=".24" r=".85">` +
      stops(
        tones.dye
          ? dyed(tones.dye)
          : [
              [0, light],
              [0.42, base],
              [0.95, tones.shade],
            ],
      ) +
      `</radialGradient><radialGradient id="${key}p" cx="${across}" cy=".26" r=".9">` +
      stops([
        [0, mix(pale, "#fffaf0", 0.4)],
        [0.5, pale],
        [1, mix(patch.shade, pale, 0.35)],
      ]) +
      `</radialGradient><radialGradient id="${key}s">` +
      `<stop stop-color="${dusk}" stop-opacity=".55"/><stop offset="1" stop-color="${dusk}" stop-opacity="0"/></radialGradient>`,
  };
}

const d3 = (value: number): string => String(Math.round(value * 100) / 100).replace("0.", ".");

const dyed = (dye: readonly string[]): [number, string][] =>
  [...dye, mix(dye[0] ?? "#888888", "#2a1440", 0.3)].map((colour, i) => [i * 0.24, colour]);

const stops = (list: [number, string][]): string =>
  list
    .map(
      ([offset, colour]) =>
        `<stop${offset ? ` offset="${d3(offset)}"` : ""} stop-color="${colour}"/>`,
    )
    .join("");
