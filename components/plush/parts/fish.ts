import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import { d, fill, line, oval, sewn, shape, stitch } from "../shapes";
import { grown, rest } from "./rest";
import { side } from "./side-eye";

/** A round reef fish. */
export function fish(cloth: Cloth): Plush {
  const { chance } = cloth;
  const flick = chance.between(-18, 18);
  const bars = chance.once(0.6);
  const fin = fill(cloth.patch);
  const art =
    shape(
      d`M84 240C120 200 150 ${150 + flick} 186 ${150 + flick}C176 190 176 220 180 246C186 280 192 310 184 ${344 + flick}C146 336 116 296 84 262z`,
      fin,
    ) +
    shape(d`M-70 156C-40 100 20 ${84 + flick / 2} 84 ${108 + flick / 2}Q70 150 90 190z`, fin) +
    shape("M-30 330C-20 366 30 372 54 360L60 310z", fin) +
    shape(
      "M-152 250C-140 170-70 128 0 130C76 134 104 208 112 250C104 300 70 362-10 362C-80 362-140 320-152 250z",
    ) +
    (bars
      ? shape(
          "M-62 144Q-20 250-62 352Q-40 362-14 362Q26 250-18 131Q-42 134-62 144zM40 140Q74 250 36 352Q58 340 76 320Q106 250 74 170Q58 148 40 140z",
          fin,
        )
      : sewn(
          line(
            "M-40 200q18 18 0 36m30-56q18 18 0 36m0 16q18 18 0 36m-30-10q18 18 0 36m62-96q18 18 0 36m0 16q18 18 0 36",
            cloth.seam,
            3,
            ' opacity=".6"',
          ),
        )) +
    oval(8, 272, 40, 24, fin, chance.between(-30, 10)) +
    oval(-152, 264, 13, 11, fill(mix(cloth.pale, "#e5737f", 0.5))) +
    side(cloth, [-94, 222], 30) +
    sewn(stitch("M2 272h34m-34-9 30-6m-30 24 30 6", cloth.seam));
  return rest(art, [66, 122], 130, chance.side(), 0.98 * grown(cloth));
}
