import type { Cloth } from "../cloth";
import { both, d, dots, line, type Point } from "../shapes";

/** A pair of eyes about x = 0: beads with a highlight, glass eyes with an iris, or sewn shut. */
export function eyes(cloth: Cloth, x: number, y: number, size = 22): string {
  const { chance } = cloth;
  const gap = x + chance.between(-3, 4);
  const bead = size * chance.between(0.92, 1.1);
  const closed = chance.once(0.1);
  return closed ? asleep(cloth, gap, y, bead) : beads(cloth, both([gap, y]), bead);
}

/** Bead eyes where the points say; dark cloth always gets an iris so that they can be seen. */
export function beads(cloth: Cloth, at: readonly Point[], size: number): string {
  const { chance, ink, dark, seam } = cloth;
  const iris = dark || chance.once(0.3);
  const ring = chance.pick(["#8a5a2b", "#b98232", "#6d8f4e", "#5c86a8", "#7a4a2a"]);
  const glint = at.map(([x, y]): Point => [x - size * 0.17, y - size * 0.2]);
  const glow = at.map(([x, y]): Point => [x + size * 0.18, y + size * 0.2]);
  return [
    iris ? dots(at, size + 2, ring) : dots(at, size + 7, seam, ' opacity=".3"'),
    dots(at, iris ? size * 0.72 : size, iris ? "#120d14" : ink),
    dots(glint, size * 0.32, "#fff"),
    dots(glow, size * 0.16, "#fff", ' opacity=".55"'),
  ].join("");
}

function asleep(cloth: Cloth, x: number, y: number, size: number): string {
  const r = size * 0.62;
  const lid = (cx: number): string =>
    d`M${cx - r} ${y}q${r} ${r * 1.1} ${r * 2} 0m${-r * 1.6} ${r * 0.5}l-3 5m${r * 0.6}-2v6m${r * 0.6}-4l3 5`;
  return line(lid(-x) + lid(x), cloth.dark ? "#d9cfc6" : cloth.ink, 4);
}

/** Rosy felt on the cheeks. */
export const blush = (cloth: Cloth, x: number, y: number): string =>
  dots(both([x, y]), 26, cloth.dark ? "#c4697d" : "#f0647c", ' opacity=".26"');
