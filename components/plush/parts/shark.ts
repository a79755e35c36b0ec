import type { Cloth, Plush } from "../cloth";
import { d, fill, line, sewn, shape } from "../shapes";
import { sleek } from "./sleek";

/** A shark: triangle above, teeth in front. */
export function shark(cloth: Cloth): Plush {
  const sway = cloth.chance.between(-10, 10);
  return sleek(cloth, {
    snout: shape("M-110 210C-150 210-180 230-184 248C-160 262-120 276-104 280z"),
    dorsal: shape(d`M-40 168L20 ${76 + sway}Q30 130 66 182z`),
    fluke:
      "M120 262C146 240 150 196 168 140C196 170 192 214 180 240C190 262 194 290 186 316C164 306 138 300 112 300z",
    marks: sewn(
      line("M-46 232q10 20 0 42M-30 232q10 20 0 42M-14 234q10 18 0 40", cloth.seam, 3),
      shape(
        "M-150 262L-143 276L-134 268L-126 282L-117 271L-109 284L-100 272Q-126 264-150 262z",
        fill("#fff"),
      ),
    ),
  });
}
