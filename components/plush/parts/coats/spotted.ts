import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { both, dots, type Point, sewn } from "../../shapes";
import type { Coat } from "../coat";
import { dark } from "./print-colour";

/** Round spots of two sizes. */
export function spots(cloth: Cloth): Coat {
  const { chance } = cloth;
  const colour = dark(cloth);
  const nudge = (x: number, y: number): Point => [
    x + chance.between(-7, 7),
    y + chance.between(-7, 7),
  ];
  return {
    head: sewn(
      dots([nudge(-58, -30), nudge(30, -56), nudge(64, 18)], 17, colour),
      dots([nudge(-14, -58), nudge(-62, 16), nudge(58, -24)], 11, colour),
    ),
    body: sewn(
      dots([nudge(-68, 262), nudge(66, 250), nudge(68, 318), nudge(-60, 326)], 18, colour),
      dots([nudge(-44, 226), nudge(40, 224), nudge(-78, 296)], 12, colour),
    ),
  };
}

/** A leopard's: rings with the cloth inside. */
export function rosettes(cloth: Cloth): Coat {
  const { chance } = cloth;
  const nudge = ([x, y]: Point): Point => [x + chance.between(-5, 5), y + chance.between(-5, 5)];
  const rings = (at: readonly Point[]): string =>
    sewn(
      dots(at, 21, dark(cloth)),
      dots(
        at.map(([x, y]): Point => [x + 2, y + 1]),
        11,
        cloth.base,
      ),
    );
  return {
    head: rings(([...both([30, -56], [66, -16], [60, 20]), [0, -46]] satisfies Point[]).map(nudge)),
    body: rings(both([64, 256], [78, 294], [58, 328]).map(nudge)),
  };
}

/** Large spots over the shoulders. */
export function giraffe(cloth: Cloth): Coat {
  const colour = mix(cloth.shade, "#8a4a1c", 0.6);
  return {
    head: sewn(dots(both([50, -50], [17, -60]), 20, colour)),
    body: sewn(dots(both([44, 228], [68, 268], [74, 314]), 26, colour)),
  };
}
