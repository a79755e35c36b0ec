import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import { d, fill, line, placed, sewn, shape, stitch } from "../shapes";
import { blush, eyes } from "./eyes";
import { grown, rest } from "./rest";

/** An upright bird on a branch: its crest behind, its front last, and a tail of its own where it has one. */
export function perched(cloth: Cloth, crest: string, front: string, tail: string): Plush {
  const { chance } = cloth;
  const lift = chance.between(0, 26);
  const spread = chance.once(0.3) ? 20 : 0;
  const feet = sewn(
    line(
      "M-46 346l-16 16M-40 346v18M-34 346l16 16M46 346l16 16M40 346v18M34 346l-16 16",
      "#d98a2e",
      10,
    ),
  );
  const wing = (side: number, more: number): string =>
    `<g transform="${d`translate(${side * 100} 176)rotate(${-side * (more + spread)})scale(${side} 1)`}">${shape(
      "M-16-10C20-14 46 40 44 110C28 106 26 118 20 132C8 124 0 132-8 140C-34 90-36 0-16-10z",
      fill(mix(cloth.base, cloth.dark ? "#000000" : cloth.shade, 0.5)),
    )}</g>`;
  const art =
    shape(
      tail || d`M-30 310C-10 300 60 320 ${120 + lift} 346C${110 + lift} 366 60 366 20 362z`,
      fill(cloth.shade),
    ) +
    feet +
    crest +
    wing(-1, lift) +
    wing(1, lift * 0.6 + 4) +
    shape(
      "M0 44C74 44 108 100 112 170C122 260 110 354 0 356S-122 260-112 170C-108 100-74 44 0 44z",
    ) +
    shape(
      "M0 196C54 196 78 240 76 284C72 334 34 346 0 346S-72 334-76 284C-78 240-54 196 0 196z",
      fill(cloth.patch),
    ) +
    sewn(stitch("M0 206V344", cloth.seam)) +
    front;
  return rest(art, [chance.side() * 88, 92], 118, 1, 0.93 * grown(cloth));
}

/** Blush and eyes of a perched bird. */
export const face = (cloth: Cloth): string =>
  sewn(placed(0, 126, 0, 1, blush(cloth, 68, 28) + eyes(cloth, 46, -8)));

/** The yellow of beaks. */
export const BEAK = "#eda23b";
