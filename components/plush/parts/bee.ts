import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import { fill, line, oval, placed, sewn, shape } from "../shapes";
import { blush, eyes } from "./eyes";
import { feelers, NIGHT, smile } from "./insect-face";
import { grown, rest } from "./rest";

/** A bee or wasp. */
export function bee(cloth: Cloth): Plush {
  const { chance } = cloth;
  const lift = chance.between(-14, 14);
  const wing = mix("#eef3fa", cloth.light, 0.25);
  const art =
    oval(30, 134 + lift, 46, 74, `${fill(wing)} opacity=".9"`, 12) +
    oval(98, 150, 42, 70, `${fill(wing)} opacity=".9"`, 40 + lift) +
    shape("M150 286L186 300L150 318z", fill(NIGHT)) +
    shape("M-60 220C0 180 90 190 130 236C160 270 160 320 124 342C70 372-30 366-70 340z") +
    sewn(
      line("M34 206Q70 280 36 356M88 214Q124 280 92 348", cloth.dark ? cloth.pale : NIGHT, 25),
      line("M-44 354v12M0 358v8M60 358v8", NIGHT, 11),
      oval(-60, 290, 70, 76, fill(cloth.shadow)),
    ) +
    placed(
      -74,
      268,
      chance.between(-8, 8),
      1,
      feelers(cloth, NIGHT) +
        oval(0, 0, 84, 78) +
        sewn(smile(cloth.seam), blush(cloth, 58, 22), eyes(cloth, 36, -8, 24)),
    );
  return rest(art, [-14, 216], 150, chance.side(), grown(cloth), 1);
}
