import type { Cloth, Plush } from "../cloth";
import { d, fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { claw } from "./claw";
import { blush, eyes } from "./eyes";
import { grown, rest } from "./rest";

/** A lobster standing on its tail, or a crayfish, shrimp or scorpion. */
export function lobster(cloth: Cloth): Plush {
  const { chance } = cloth;
  const up = chance.between(-10, 10);
  const wave = chance.between(-20, 20);
  const art =
    sewn(
      line(
        d`M-22 110C-30 60-70 30-100 ${34 + wave}M22 110C30 60 70 30 100 ${34 - wave}`,
        cloth.seam,
        5,
      ),
    ) +
    cloth.twins(
      sewn(
        line(
          "M-50 232Q-92 230-104 262M-50 256Q-86 262-96 292M-46 280Q-76 290-82 318",
          cloth.seam,
          10,
        ),
      ),
    ) +
    placed(-78, 196, -14 + up, 1.06, claw(cloth)) +
    placed(78, 196, 14 + up, 1.06, `<g transform="scale(-1 1)">${claw(cloth)}</g>`) +
    shape(
      "M0 322C-20 326-60 330-84 352C-60 372-20 366 0 362C20 366 60 372 84 352C60 330 20 326 0 322z",
      fill(cloth.shade),
    ) +
    oval(0, 342, 28, 24) +
    oval(0, 326, 40, 22) +
    oval(0, 300, 50, 26) +
    oval(0, 272, 58, 30) +
    shape("M0 84C50 84 70 140 70 196C70 240 40 270 0 270S-70 240-70 196C-70 140-50 84 0 84z") +
    sewn(
      stitch("M-62 224Q0 256 62 224M0 92V120", cloth.seam),
      line(d`M-20 186q20 ${chance.between(14, 24)} 40 0`, cloth.seam, 4),
      placed(0, 156, 0, 1, blush(cloth, 46, 24) + eyes(cloth, 30, -4, 25)),
    );
  return rest(art, [chance.side() * 106, 148], 110, 1, 0.98 * grown(cloth));
}
