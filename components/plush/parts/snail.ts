import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import { dots, fill, line, oval, placed, sewn, shape } from "../shapes";
import { beads } from "./eyes";
import { grown, rest } from "./rest";

/** A snail. */
export function snail(cloth: Cloth): Plush {
  const { chance } = cloth;
  const turn = chance.between(-12, 12);
  const stalks = "M-120 200L-134 150M-84 200L-76 146";
  const art =
    sewn(line(stalks, cloth.rim, 18), line(stalks, cloth.body, 14)) +
    shape(
      "M-160 250C-160 200-110 184-80 200C-40 220-60 290-20 312H120C160 320 186 340 194 362H-90C-150 362-164 310-160 250z",
    ) +
    placed(
      46,
      246,
      turn,
      1,
      oval(0, 0, 104, 98, fill(cloth.patch)) +
        sewn(
          line(
            "M92 40C20 110-82 70-78-8C-74-76 30-90 56-24C70 30 0 60-30 20C-46-18 0-44 20-16",
            mix(cloth.pale, cloth.shade, 0.6),
            9,
          ),
        ),
    ) +
    sewn(
      beads(
        cloth,
        [
          [-136, 146],
          [-74, 142],
        ],
        27,
      ),
      line("M-136 252q20 20 44 2", cloth.seam, 4),
      dots(
        [
          [-148, 240],
          [-84, 240],
        ],
        22,
        "#f0647c",
        ' opacity=".26"',
      ),
    );
  return rest(art, [90, 152], 165, chance.side(), 0.97 * grown(cloth));
}
