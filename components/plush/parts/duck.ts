import type { Cloth, Plush } from "../cloth";
import { d, dots, fill, oval, placed, sewn, shape, stitch } from "../shapes";
import { blush, eyes } from "./eyes";
import { grown, rest } from "./rest";
import { BILL, foot } from "./webbed";

/** A sitting duck with a broad bill. */
export function duck(cloth: Cloth): Plush {
  const { chance } = cloth;
  const tail = chance.between(-12, 14);
  const head =
    shape(d`M-20-74Q-24-98 ${chance.between(-10, 10)}-108Q4-96 22-76z`) +
    oval(0, 0, 84, 78) +
    oval(0, 42, 30, 15, fill("#cf7a22")) +
    shape("M-50 30C-50 8-22 6 0 6S50 8 50 30C50 44 22 37 0 37S-50 44-50 30z", fill(BILL)) +
    sewn(
      dots(
        [
          [-12, 18],
          [12, 18],
        ],
        5,
        "#9a5a18",
      ),
      blush(cloth, 62, 18),
      eyes(cloth, 36, -18),
    );
  const art =
    foot(-62) +
    foot(22) +
    shape(
      d`M-100 276C-104 214-30 204 30 222C90 240 120 ${214 + tail} 152 ${190 + tail}C176 260 140 356 50 360H-40C-84 354-98 316-100 276z`,
    ) +
    shape(
      "M-96 300C-70 250-30 250-16 300C-10 340-30 358-50 359C-82 352-92 330-96 300z",
      fill(cloth.patch),
    ) +
    oval(52, 284, 66, 40, "", -16) +
    sewn(
      stitch("M10 300q24 18 58 4m-42 18q26 8 52-12", cloth.seam),
      oval(-34, 240, 80, 34, fill(cloth.shadow)),
    ) +
    placed(-36, 166, chance.between(-8, 8), 1, head);
  return rest(art, [-104, 130], 140, chance.side(), grown(cloth));
}
