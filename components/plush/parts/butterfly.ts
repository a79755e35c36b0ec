import type { Cloth, Plush } from "../cloth";
import { d, dots, fill, oval, placed, sewn, shape, stitch } from "../shapes";
import { blush, eyes } from "./eyes";
import { feelers, smile } from "./insect-face";
import { grown, rest } from "./rest";

/** A butterfly or moth, wings in the second colour. */
export function butterfly(cloth: Cloth): Plush {
  const { chance } = cloth;
  const dip = chance.between(-12, 12);
  const wings = cloth.twins(
    shape(d`M-20 210C-60 ${110 + dip}-150 ${90 + dip}-176 ${130 + dip}C-200 190-150 250-60 252z`) +
      shape("M-20 250C-80 240-150 270-140 322C-124 364-50 350-14 300z", fill(cloth.patch)) +
      sewn(
        dots([[-122, 166 + dip]], 56, cloth.pale),
        dots([[-122, 166 + dip]], 28, cloth.shade),
        dots([[-92, 304]], 32, cloth.base),
      ),
  );
  const art =
    wings +
    shape(
      "M0 180C30 200 40 260 34 300C28 344 14 362 0 362S-28 344-34 300C-40 260-30 200 0 180z",
      fill(cloth.shade),
    ) +
    sewn(stitch("M-28 262Q0 274 28 262M-32 292Q0 304 32 292M-26 322Q0 334 26 322", cloth.pale)) +
    placed(
      0,
      162,
      chance.between(-8, 8),
      1,
      feelers(cloth, cloth.seam) +
        oval(0, 0, 66, 60) +
        sewn(smile(cloth.seam), blush(cloth, 46, 20), eyes(cloth, 28, -6, 21)),
    );
  return rest(art, [chance.side() * 160, 120], 110, 1, grown(cloth));
}
