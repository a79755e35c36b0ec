import type { Cloth, Plush } from "../cloth";
import { both, d, dots, fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { blush, eyes } from "./eyes";
import { grown, rest } from "./rest";

/** A snake in a heap of its own coils. */
export function snake(cloth: Cloth): Plush {
  const { chance } = cloth;
  const sway = chance.between(-24, 24);
  const bands = (y: number, rx: number): string =>
    sewn(
      line(
        d`M${-rx * 0.62} ${y - 18}q-8 18 0 38M${-rx * 0.1} ${y - 12}q-6 20 0 42M${rx * 0.5} ${y - 16}q8 18 0 38`,
        cloth.pale,
        13,
      ),
    );
  const fork = sewn(line("M0 44v22l-10 14m10-14l10 14", "#d9435a", 6));
  const neck = d`M8 260C70 230 ${20 + sway} 190 ${sway} 140`;
  const art =
    shape("M110 330C150 330 170 310 196 318C190 350 150 366 100 362z") +
    oval(0, 334, 138, 32) +
    bands(334, 138) +
    oval(4, 298, 112, 32) +
    bands(298, 112) +
    oval(-2, 262, 86, 30) +
    sewn(
      oval(10, 246, 50, 20, fill(cloth.shadow)),
      line(neck, cloth.rim, 55),
      line(neck, cloth.body, 51),
      line(d`M${sway - 16} 190h36M14 226h44`, cloth.pale, 13),
    ) +
    placed(
      sway,
      118,
      chance.between(-10, 10),
      1,
      fork +
        shape("M-80 0C-84-44-44-64 0-64S84-44 80 0C76 34 40 52 0 52S-76 34-80 0z") +
        sewn(
          dots(both([7, 20]), 5, cloth.seam),
          line("M-34 26q34 20 68 0", cloth.seam, 3.6),
          stitch("M0-62V-20", cloth.seam),
          blush(cloth, 58, 20),
          eyes(cloth, 38, -14, 24),
        ),
    );
  return rest(art, [sway + chance.side() * 60, 72], 160, 1, 0.97 * grown(cloth));
}
