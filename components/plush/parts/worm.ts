import type { Cloth, Plush } from "../cloth";
import { dots, fill, oval, placed, sewn } from "../shapes";
import { blush, eyes } from "./eyes";
import { feelers, smile } from "./insect-face";
import { grown, rest } from "./rest";

/** A caterpillar, inchworm or centipede. */
export function worm(cloth: Cloth): Plush {
  const { chance } = cloth;
  const arch = chance.between(10, 70);
  const ball = (x: number, lift: number, r: number, odd: boolean): string =>
    oval(x, 320 - lift * arch, r, r, odd ? fill(cloth.patch) : "") +
    (lift < 0.5
      ? sewn(
          dots(
            [
              [x - 12, 362],
              [x + 14, 362],
            ],
            14,
            cloth.seam,
          ),
        )
      : "");
  const art =
    ball(158, 0, 34, false) +
    ball(112, 0.7, 39, true) +
    ball(58, 1, 43, false) +
    ball(4, 0.8, 45, true) +
    ball(-48, 0.1, 48, false) +
    sewn(oval(-70, 300, 60, 50, fill(cloth.shadow))) +
    placed(
      -98,
      258,
      chance.between(-8, 8),
      1,
      feelers(cloth, cloth.seam) +
        oval(0, 0, 78, 74) +
        sewn(smile(cloth.seam), blush(cloth, 54, 22), eyes(cloth, 34, -8, 24)),
    );
  return rest(art, [-30, 236], 160, chance.side(), grown(cloth), 1);
}
