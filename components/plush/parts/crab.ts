import type { Cloth, Plush } from "../cloth";
import { both, d, dots, fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { claw } from "./claw";
import { beads, blush } from "./eyes";
import { grown, rest } from "./rest";

/** A crab: wide, with its claws up. */
export function crab(cloth: Cloth): Plush {
  const { chance } = cloth;
  const up = chance.between(-8, 14);
  const legs = cloth.twins(
    shape("M-100 300C-150 290-184 310-186 350Q-170 346-166 332C-150 320-130 326-104 326z") +
      shape("M-86 320C-130 320-150 336-148 366Q-132 362-130 350C-120 340-100 342-84 344z"),
  );
  const art =
    legs +
    placed(-104, 240, -up, 1, claw(cloth)) +
    placed(
      104,
      240,
      up + chance.between(-8, 8),
      1,
      `<g transform="scale(-1 1)">${claw(cloth)}</g>`,
    ) +
    sewn(
      line("M-40 220L-46 176M40 220L46 176", cloth.rim, 17),
      line("M-40 220L-46 176M40 220L46 176", cloth.base, 13),
    ) +
    cloth.twins(oval(-46, 164, 27, 27)) +
    shape(
      "M-130 284C-130 232-70 204 0 204S130 232 130 284C130 330 70 352 0 352S-130 330-130 284z",
    ) +
    shape("M-124 304Q0 330 124 304C110 338 60 350 0 350S-110 338-124 304z", fill(cloth.patch)) +
    sewn(
      stitch("M-112 262Q0 222 112 262", cloth.seam),
      dots(
        [
          [-70, 244],
          [70, 240],
          [0, 228],
        ],
        10,
        cloth.seam,
        ' opacity=".3"',
      ),
      line(d`M-34 286q34 ${chance.between(18, 34)} 68 0`, cloth.seam, 4),
      blush(cloth, 76, 288),
      beads(cloth, both([46, 162]), 30),
    );
  return rest(art, [chance.side() * 138, 176], 160, 1, 0.95 * grown(cloth));
}
