import type { Cloth, Plush } from "../cloth";
import type { Point } from "../shapes";

/**
 * Sets an animal on the shelf: `art` stands on y = 366 about x = 0, `tie` in the same units,
 * `width` half of its footprint. Side -1 shows its mirror image; `scale` shrinks it to the floor;
 * the tag leans to `away` (in the art's own direction), or outwards.
 */
export function rest(
  art: string,
  tie: Point,
  width: number,
  side: 1 | -1 = 1,
  scale = 1,
  away = tie[0],
): Plush {
  const size = Math.round(scale * 100) / 100;
  const floor = Math.round(366 * (1 - size));
  return {
    art: `<g transform="translate(200 ${floor})scale(${side > 0 ? size : `-${size} ${size}`})">${art}</g>`,
    tie: [200 + side * size * tie[0], floor + size * tie[1]],
    lean: side * away < 0 ? -1 : 1,
    ground: { x: 200, width: width * size },
  };
}

/** A small random variation of an animal's size. */
export const grown = (cloth: Cloth): number => cloth.chance.between(0.93, 1.02);
