import type { Cloth, Plush } from "../cloth";
import { d, dots, fill, line, oval, placed, sewn, shape } from "../shapes";
import { beads } from "./eyes";
import { grown, rest } from "./rest";

/** A crocodile or alligator, all smile. */
export function crocodile(cloth: Cloth): Plush {
  const { chance } = cloth;
  const leg = cloth.copies(
    shape("M-24 326C-24 296 26 296 26 326V346Q30 364 14 366H-6Q-24 366-24 352z"),
  );
  const art =
    shape(
      "M10 240L28 214L46 240L66 220L82 248L104 236L116 266L140 262L146 290L176 296V320L0 300z",
      fill(cloth.patch),
    ) +
    shape(d`M90 262C140 290 170 330 198 ${316 + chance.between(-24, 16)}C196 364 130 366 60 352z`) +
    `<g fill="${cloth.shade}">${placed(4, 0, 0, 1, leg.first)}${leg.at(96)}</g>` +
    shape("M-60 250C-10 226 90 236 124 278C136 320 116 346 40 348H-40z") +
    shape(
      "M-186 300C-150 340-60 352 110 330C100 346 70 350 40 350H-60C-130 350-180 336-186 300z",
      fill(cloth.patch),
    ) +
    leg.at(-28) +
    leg.at(66) +
    cloth.copies(oval(-52, 216, 32, 32)).first +
    oval(2, 220, 30, 30) +
    shape(
      "M-190 280C-190 252-150 262-116 248C-96 222-60 206-20 216C30 226 46 260 34 296C0 322-110 330-160 316C-182 312-190 300-190 280z",
    ) +
    sewn(
      line("M-180 300Q-80 328 26 288", cloth.seam, 4),
      shape(
        "M-164 306l8 15 9-12M-128 312l8 15 9-13M-90 314l8 15 9-14M-52 310l9 14 7-16",
        fill("#fff"),
      ),
      dots(
        [
          [-172, 270],
          [-156, 266],
        ],
        8,
        cloth.seam,
      ),
      dots([[18, 292]], 26, "#f0647c", ' opacity=".26"'),
      beads(
        cloth,
        [
          [-54, 216],
          [0, 220],
        ],
        29,
      ),
    );
  return rest(art, [34, 226], 180, chance.side(), 0.96 * grown(cloth), 1);
}
