import type { Cloth, Plush } from "../cloth";
import { both, d, fill, line, oval, type Point, placed, sewn, shape } from "../shapes";
import { beads, blush } from "./eyes";
import { smile } from "./insect-face";
import { grown, rest } from "./rest";

/** A spider with more eyes than it needs. */
export function spider(cloth: Cloth): Plush {
  const { chance } = cloth;
  const bend = chance.between(-10, 10);
  const legs = d`M-80 230C-130 ${150 + bend}-166 170-176 250M-90 254C-150 ${200 + bend}-180 240-186 318M-90 280C-140 250-166 290-160 362M-80 300C-110 290-126 320-120 362`;
  const leg = cloth.twins(sewn(line(legs, cloth.rim, 20), line(legs, cloth.body, 16)));
  const few: Point[] = both([66, -44], [84, -14]);
  const art =
    leg +
    oval(0, 190, 84, 70) +
    oval(0, 262, 106, 96) +
    oval(0, 322, 62, 28, fill(cloth.patch)) +
    placed(
      0,
      266,
      chance.between(-6, 6),
      1,
      sewn(
        smile(cloth.seam),
        shape("M-14 37l6 14 6-13zM14 37l-6 14-6-13z", fill("#fff")),
        blush(cloth, 72, 30),
        beads(cloth, few, 12),
        beads(cloth, both([34, -14]), 32),
      ),
    );
  return rest(art, [chance.side() * 84, 176], 150, 1, 0.96 * grown(cloth));
}
