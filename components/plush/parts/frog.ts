import type { Cloth, Plush } from "../cloth";
import { both, d, dots, fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { beads, blush } from "./eyes";
import { grown, rest } from "./rest";

/** A frog or toad: eyes on top, a smile from ear to ear. */
export function frog(cloth: Cloth): Plush {
  const { chance } = cloth;
  const tilt = chance.between(-6, 6);
  const grin = chance.between(34, 56);
  const toes = (x: number): string =>
    shape(
      d`M${x - 16} 338C${x - 44} 340 ${x - 58} 356 ${x - 50} 366H${x + 50}C${x + 58} 356 ${x + 44} 340 ${x + 16} 338z`,
    );
  const head =
    cloth.twins(oval(-62, -66, 38, 37)) +
    shape("M-122 6C-122-46-70-74 0-74S122-46 122 6C122 50 60 76 0 76S-122 50-122 6z") +
    shape(d`M-118 18Q0 ${40 + grin} 118 18C106 58 56 75 0 75S-106 58-118 18z`, fill(cloth.patch)) +
    sewn(
      line(d`M-114 14Q0 ${40 + grin} 114 14`, cloth.seam, 4),
      dots(both([9, -14]), 6, cloth.seam),
      blush(cloth, 92, 10),
      beads(cloth, both([62, -68]), chance.between(34, 40)),
    );
  const art =
    cloth.twins(oval(-98, 300, 58, 48, "", -24)) +
    cloth.twins(toes(-112)) +
    shape("M0 180C70 180 96 250 94 300C90 350 50 362 0 362S-90 350-94 300C-96 250-70 180 0 180z") +
    oval(0, 300, 58, 56, fill(cloth.patch)) +
    sewn(stitch("M0 240V354", cloth.seam), oval(0, 236, 90, 34, fill(cloth.shadow))) +
    cloth.twins(oval(-56, 300, 19, 52, "", chance.between(2, 14)) + oval(-60, 350, 30, 15)) +
    placed(0, 172, tilt, 1, head);
  const side = chance.side();
  return rest(art, [side * 104, 128 + side * tilt * 1.6], 150, 1, grown(cloth));
}
