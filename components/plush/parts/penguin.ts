import type { Cloth, Plush } from "../cloth";
import { fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { blush, eyes } from "./eyes";
import { grown, rest } from "./rest";
import { BILL, foot } from "./webbed";

/** An upright bird in a dress coat. */
export function penguin(cloth: Cloth): Plush {
  const { chance } = cloth;
  const arm = chance.between(10, 34);
  const white = fill(cloth.dark || chance.once(0.7) ? "#f7f2e8" : cloth.patch);
  const art =
    foot(-46) +
    foot(46) +
    oval(-96, 236, 24, 66, "", arm) +
    oval(96, 236, 24, 66, "", -arm + chance.between(-12, 8)) +
    shape("M0 34C66 34 88 90 92 140C122 220 124 356 0 358S-122 220-92 140C-88 90-66 34 0 34z") +
    shape(
      "M0 176C60 176 84 240 80 290C76 340 30 350 0 350S-76 340-80 290C-84 240-60 176 0 176z",
      white,
    ) +
    shape("M0 92C16 66 74 76 72 124C70 166 30 176 0 176S-70 166-72 124C-74 76-16 66 0 92z", white) +
    sewn(
      stitch("M0 190V344", "#b9ae9c"),
      placed(
        0,
        122,
        0,
        1,
        blush(cloth, 50, 18) + eyes({ ...cloth, dark: false, seam: "#8d8492" }, 36, -6),
      ),
    ) +
    shape("M-22 132Q0 116 22 132Q12 156 0 158Q-12 156-22 132z", fill(BILL)) +
    sewn(line("M-18 138q18 8 36 0", "#c07622", 2.4));
  return rest(art, [chance.side() * 84, 100], 118, 1, grown(cloth));
}
