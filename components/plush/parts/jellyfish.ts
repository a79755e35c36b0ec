import type { Cloth, Plush } from "../cloth";
import { d, line, placed, sewn, shape, stitch } from "../shapes";
import { blush, eyes } from "./eyes";
import { grown, rest } from "./rest";

/** A jellyfish, standing on its ribbons. */
export function jellyfish(cloth: Cloth): Plush {
  const { chance } = cloth;
  const sway = chance.between(-16, 16);
  const ribbon = (x: number, width: number, colour: string): string =>
    line(d`M${x} 210C${x + 26} 250 ${x - 26 + sway} 290 ${x + sway} 362`, colour, width);
  const art =
    sewn(
      ribbon(-84, 18, cloth.shade),
      ribbon(84, 18, cloth.shade),
      ribbon(-44, 22, cloth.base),
      ribbon(44, 22, cloth.base),
      ribbon(0, 26, cloth.pale),
    ) +
    shape(
      "M0 50C96 50 140 120 142 204C130 232 108 232 96 210C84 238 58 240 48 214C34 242 12 242 0 216C-12 242-34 242-48 214C-58 240-84 238-96 210C-108 232-130 232-142 204C-140 120-96 50 0 50z",
    ) +
    sewn(
      stitch("M-134 190Q0 216 134 190", cloth.seam),
      line("M-20 170q20 18 40 0", cloth.seam, 4),
      placed(0, 140, 0, 1, blush(cloth, 70, 24) + eyes(cloth, 42, -2, 25)),
    );
  return rest(art, [chance.side() * 96, 92], 100, 1, grown(cloth));
}
