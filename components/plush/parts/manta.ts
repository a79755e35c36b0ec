import type { Cloth, Plush } from "../cloth";
import { d, dots, fill, line, type Point, sewn, shape, stitch } from "../shapes";
import { beads } from "./eyes";
import { grown, rest } from "./rest";

/** A ray seen from the front, wings spread. */
export function manta(cloth: Cloth): Plush {
  const { chance } = cloth;
  const dip = chance.between(-14, 14);
  const spots: Point[] = [
    [-84, 214],
    [-62, 196],
    [70, 200],
    [92, 222],
    [0, 188],
  ];
  const art =
    sewn(
      line(d`M40 220C90 150 60 110 ${120 + dip} 74`, cloth.rim, 15),
      line(d`M40 220C90 150 60 110 ${120 + dip} 74`, cloth.body, 11),
    ) +
    cloth.twins(shape("M-30 300C-50 322-52 344-40 360C-24 356-16 336-12 318z", fill(cloth.shade))) +
    shape(
      d`M0 166C50 166 130 190 192 ${280 + dip}C150 276 110 300 76 322C40 344-40 344-76 322C-110 300-150 276-192 ${280 - dip}C-130 190-50 166 0 166z`,
    ) +
    shape("M-76 318C-40 296 40 296 76 318C40 342-40 342-76 318z", fill(cloth.patch)) +
    sewn(
      dots(spots, 13, cloth.pale, ' opacity=".8"'),
      stitch("M0 172V250M-150 262Q-100 262-70 300M150 262Q100 262 70 300", cloth.seam),
      line("M-24 300q24 16 48 0", cloth.seam, 3.4),
      beads(
        cloth,
        [
          [-56, 274],
          [56, 274],
        ],
        25,
      ),
      dots(
        [
          [-84, 292],
          [84, 292],
        ],
        24,
        "#f0647c",
        ' opacity=".26"',
      ),
    );
  return rest(art, [chance.side() * 120, 216], 150, 1, 0.97 * grown(cloth));
}
