import type { Cloth, Plush } from "../cloth";
import { both, dots, fill, line, oval, placed, sewn, shape } from "../shapes";
import { blush, eyes } from "./eyes";
import { feelers, NIGHT, smile } from "./insect-face";
import { grown, rest } from "./rest";

/** A spotted beetle with its face to us; also any insect without a pattern of its own. */
export function insect(cloth: Cloth): Plush {
  const { chance } = cloth;
  const spot = cloth.dark ? cloth.pale : NIGHT;
  const spread = chance.between(-6, 12);
  const head = cloth.dark ? "" : fill(NIGHT);
  const face = cloth.dark ? cloth : { ...cloth, dark: true, seam: "#6d6575" };
  const art =
    cloth.twins(sewn(line("M-100 316Q-148 316-158 356M-118 270Q-164 262-180 300", NIGHT, 13))) +
    shape(
      "M0 130C96 130 142 200 142 270C142 330 90 358 0 358S-142 330-142 270C-142 200-96 130 0 130z",
    ) +
    sewn(
      line("M0 134V356", cloth.seam, 4),
      dots(
        [...both([62, 196 + spread], [100, 262], [54, 288 - spread]), [118, 318], [-112, 320]],
        36,
        spot,
        ' opacity=".92"',
      ),
      oval(0, 256, 92, 44, fill(cloth.shadow)),
    ) +
    placed(
      0,
      226,
      chance.between(-8, 8),
      1,
      feelers(cloth, NIGHT) +
        oval(0, 0, 82, 70, head) +
        sewn(smile("#d8cfc4"), blush(face, 54, 20), eyes(face, 34, -8, 24)),
    );
  return rest(art, [chance.side() * 118, 196], 150, 1, grown(cloth));
}
