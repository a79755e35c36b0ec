import type { Cloth, Plush } from "../cloth";
import { fill, oval, sewn, shape, stitch } from "../shapes";
import { grown, rest } from "./rest";
import { side } from "./side-eye";

/** A long body with a pale belly, and what tells one kind from another. */
export function sleek(cloth: Cloth, fins: Fins): Plush {
  const { chance } = cloth;
  const flap = chance.between(30, 64);
  const art =
    fins.dorsal +
    shape(fins.fluke) +
    fins.snout +
    shape(
      "M-142 254C-140 186-80 154-10 156C70 158 100 236 160 244C150 320 80 354-10 354C-90 352-142 326-142 254z",
    ) +
    shape(
      "M-140 270C-110 286-70 282-20 286C40 290 90 306 124 314C90 344 40 354-10 354C-86 352-134 330-140 270z",
      fill(cloth.patch),
    ) +
    sewn(stitch("M-120 300Q-30 330 90 318", cloth.seam)) +
    fins.marks +
    oval(-22, 322, 20, 50, "", flap) +
    side(cloth, [-96, 232], 24);
  return rest(art, [46, 150], 160, chance.side(), 0.94 * grown(cloth));
}

interface Fins {
  snout: string;
  dorsal: string;
  fluke: string;
  marks: string;
}
