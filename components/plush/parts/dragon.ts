import type { Cloth, Plush } from "../cloth";
import { both, d, dots, fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { blush, eyes } from "./eyes";
import { poses } from "./poses";

/** A seated dragon with small wings. */
export function dragon(cloth: Cloth): Plush {
  const { chance } = cloth;
  const flap = chance.between(-14, 14);
  const wings = placed(
    -60,
    -330,
    0,
    1,
    cloth.twins(
      shape(
        d`M-50 240C-90 ${170 + flap}-150 ${150 + flap}-176 ${166 + flap}C-168 200-176 230-182 256C-160 244-150 250-142 274C-122 258-108 264-98 288C-80 276-60 280-44 290z`,
        fill(cloth.patch),
      ),
    ),
  );
  const tail = shape("M0 0C60 30 90 10 96-30L78-28L104-72L130-28L114-30C120 30 60 60-10 34z");
  const head =
    cloth.twins(shape("M-54-56Q-74-92-58-118Q-36-96-28-68z", fill("#ead7b2"))) +
    shape("M-18-70L0-112L18-70z", fill(cloth.patch)) +
    shape("M-80-6C-80-54-46-78 0-78S80-54 80-6C80 44 50 72 0 72S-80 44-80-6z") +
    oval(0, 34, 56, 36, fill(cloth.patch)) +
    sewn(
      dots(both([18, 20]), 9, cloth.seam),
      line("M-30 44q30 20 60 0", cloth.seam, 3.4),
      stitch("M0-70V0", cloth.seam),
      blush(cloth, 66, 14),
      eyes(cloth, 40, -16, 24),
    );
  return poses.seated(
    cloth,
    { markup: head, tie: [50, -92], span: 164, trail: 130, reach: 124 },
    wings + tail,
    "",
  );
}
