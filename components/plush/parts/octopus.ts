import type { Cloth, Plush } from "../cloth";
import { d, dots, fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { blush, eyes } from "./eyes";
import { grown, rest } from "./rest";

/** An octopus or squid: a great head on curling arms. */
export function octopus(cloth: Cloth): Plush {
  const { chance } = cloth;
  const curl = chance.between(-10, 14);
  const arm = cloth.twins(
    shape(
      d`M-60 270C-100 280-130 320-160 ${316 - curl}C-182 ${308 - curl}-170 280-152 ${288 - curl}C-176 ${262 - curl}-206 300-184 ${332 - curl}C-150 364-100 340-60 320z`,
    ) +
      shape("M-70 290C-80 330-110 340-122 352C-126 370-80 372-60 356C-40 340-36 310-36 290z") +
      shape("M-40 300C-40 340-54 352-52 366H-6C4 350 4 320 2 300z"),
  );
  const art =
    arm +
    shape(
      "M0 60C84 60 126 118 122 190C120 240 96 280 70 300C40 320-40 320-70 300C-96 280-120 240-122 190C-126 118-84 60 0 60z",
    ) +
    sewn(
      oval(0, 302, 70, 18, fill(cloth.shadow)),
      dots(
        [
          [-148, 326 - curl],
          [-126, 338],
          [148, 326 - curl],
          [126, 338],
          [-88, 350],
          [88, 350],
          [-28, 346],
          [28, 346],
        ],
        12,
        cloth.pale,
      ),
      dots(
        [
          [-60, 112],
          [-38, 92],
          [66, 128],
        ],
        15,
        cloth.pale,
        ' opacity=".6"',
      ),
      line(d`M-26 244q26 ${chance.between(16, 30)} 52 0`, cloth.seam, 4),
      stitch("M0 64V130", cloth.seam),
      placed(0, 212, 0, 1, blush(cloth, 78, 18) + eyes(cloth, 48, -8, 27)),
    );
  return rest(art, [chance.side() * 88, 98], 160, 1, 0.98 * grown(cloth));
}
