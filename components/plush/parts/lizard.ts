import type { Cloth, Plush } from "../cloth";
import { dots, fill, line, placed, sewn, shape } from "../shapes";
import { reptileFace } from "./reptile-face";
import { grown, rest } from "./rest";

/** A chameleon, iguana, lizard or gecko with a rolled tail. */
export function lizard(cloth: Cloth): Plush {
  const { chance } = cloth;
  const roll = "M96 290C150 290 176 240 150 206C126 184 98 214 116 236C128 246 140 232 132 224";
  const leg = cloth.copies(
    shape("M-20 312C-18 284 22 284 21 312L20 346Q32 352 24 366H-6Q-26 366-28 350z"),
  );
  const art =
    sewn(line(roll, cloth.rim, 29), line(roll, cloth.body, 25)) +
    `<g fill="${cloth.shade}">${placed(-34, 0, 0, 1, leg.first)}${leg.at(70)}</g>` +
    shape(
      "M-60 200L-40 166L-22 192L4 164L22 196L50 176L62 214L90 206L94 240L-60 240z",
      fill(cloth.patch),
    ) +
    shape("M-130 260C-100 190 20 180 80 220C130 260 130 310 96 326C30 346-100 340-130 260z") +
    shape(
      "M-100 296C-40 280 60 290 106 302C100 330 50 336 10 336C-40 336-84 326-100 296z",
      fill(cloth.patch),
    ) +
    leg.at(-70) +
    leg.at(44) +
    sewn(
      dots(
        [
          [-10, 226],
          [30, 240],
          [66, 258],
          [14, 264],
        ],
        14,
        cloth.pale,
        ' opacity=".7"',
      ),
    ) +
    placed(
      -104,
      226,
      chance.between(-8, 8),
      1,
      shape("M-30-66Q10-100 40-60L30-40z", fill(cloth.patch)) + reptileFace(cloth, 80, 66),
    );
  return rest(art, [-34, 196], 155, chance.side(), grown(cloth), 1);
}
