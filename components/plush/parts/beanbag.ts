import type { Cloth, Plush } from "../cloth";
import { d, fill, oval, placed, sewn, shape, stitch } from "../shapes";
import { blush, eyes } from "./eyes";

/** The fallback for animals without a pattern of their own: a round bag with arms and a face. */
export function beanbag(cloth: Cloth): Plush {
  const { chance } = cloth;
  const tilt = chance.between(-6, 6);
  const arm = chance.between(24, 48);
  const lock = chance.between(-12, 12);
  const smile = chance.between(14, 24);
  const art =
    shape(d`M-14-126C-30-156 ${lock - 10}-172 ${lock + 6}-176Q${lock}-156 14-126z`) +
    oval(-122, 44, 26, 50, "", arm) +
    oval(122, 44, 26, 50, "", -arm + chance.between(-12, 12)) +
    shape("M0-134C84-134 132-66 132 18C132 84 84 116 0 116S-132 84-132 18C-132-66-84-134 0-134z") +
    oval(0, 56, 82, 54, fill(cloth.patch)) +
    cloth.twins(oval(-62, 108, 42, 24)) +
    sewn(
      stitch("M0-132V-70M0 60V112", cloth.seam),
      blush(cloth, 74, -8),
      eyes(cloth, 44, -38, 26),
      `<path d="${d`M-24-8q24 ${smile} 48 0`}" stroke="${cloth.seam}" stroke-width="4"/>`,
    );
  return {
    art: placed(200, 238, tilt, 1, art),
    tie: [200 + (tilt >= 0 ? 1 : -1) * 92, 156],
    lean: tilt >= 0 ? 1 : -1,
    ground: { x: 200, width: 140 },
  };
}
