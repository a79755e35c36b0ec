import type { Cloth, Plush } from "../cloth";
import { both, d, dots, fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { blush, eyes } from "./eyes";
import { grown, rest } from "./rest";

/** A seal, or a walrus with `tusks`. */
export const seal = (cloth: Cloth): Plush => flippered(cloth, "");

/** A walrus: a seal with teeth. */
export const walrus = (cloth: Cloth): Plush =>
  flippered(cloth, cloth.twins(shape("M-34 44Q-36 86-22 112Q-10 84-14 46z", fill("#fff6e2"))));

function flippered(cloth: Cloth, tusks: string): Plush {
  const { chance } = cloth;
  const flip = chance.between(-10, 14);
  const head =
    oval(0, 0, 84, 76) +
    tusks +
    cloth.twins(oval(-22, 30, 31, 26, fill(cloth.patch))) +
    sewn(
      line("M-44 24l-44-8m42 16l-46 4M44 24l44-8m-42 16l46 4", cloth.seam, 2),
      oval(0, 12, 16, 11, fill(cloth.ink)),
      dots([[-5, 8]], 5, "#fff", ' opacity=".7"'),
      dots(both([18, 34], [30, 30], [24, 42]), 3.4, cloth.seam),
      line("M0 24v22", cloth.seam, 3),
      blush(cloth, 64, 20),
      eyes(cloth, 38, -14, 25),
    );
  const art =
    shape(
      d`M120 330C150 300 160 270 150 ${234 + flip}C182 ${236 + flip} 196 262 190 284C206 296 204 322 186 336C166 356 130 358 116 354z`,
    ) +
    shape(
      "M-104 200C-30 160 20 230 60 262C100 290 140 296 158 320C168 356 100 364 0 364C-70 364-120 360-118 300z",
    ) +
    shape(
      "M-108 260C-70 240-26 270-20 312C-18 344-40 362-62 362C-110 360-122 330-108 260z",
      fill(cloth.patch),
    ) +
    oval(-104, 338, 22, 42, "", 62) +
    oval(22, 338, 22, 50, "", -62 + flip) +
    sewn(stitch("M-6 250Q60 290 130 312", cloth.seam), oval(-56, 240, 84, 36, fill(cloth.shadow))) +
    placed(-54, 168, chance.between(-9, 9), 1, head);
  return rest(art, [-122, 134], 165, chance.side(), 0.95 * grown(cloth));
}
