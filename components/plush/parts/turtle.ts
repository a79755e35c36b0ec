import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import { both, dots, fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { blush, eyes } from "./eyes";
import { grown, rest } from "./rest";

/** A turtle or tortoise under a quilted dome. */
export function turtle(cloth: Cloth): Plush {
  const { chance } = cloth;
  const nod = chance.between(-10, 10);
  const shell = mix(cloth.shade, chance.pick(["#7a4a26", "#4a5a2a", "#6b4a5c"]), 0.45);
  const art =
    shape("M130 326C164 320 178 336 190 346C170 358 140 356 120 350z") +
    oval(-52, 338, 44, 28, "", 14) +
    oval(106, 338, 44, 28, "", -10) +
    shape("M-104 322C-120 226-50 162 32 162S174 226 156 322Q30 356-104 322z", fill(shell)) +
    shape(
      "M-110 316Q30 356 162 316C170 330 166 342 152 346Q30 372-100 346C-116 342-118 330-110 316z",
      fill(cloth.patch),
    ) +
    sewn(
      stitch(
        "M-2 186L62 186L88 236L58 282H-2L-32 236zM-2 186L-18 172M62 186L76 172M88 236L150 238M58 282L74 330M-2 282L-18 330M-32 236L-96 240",
        mix(shell, "#fff0d0", 0.4),
      ),
      oval(4, 198, 60, 24, `${fill("#fff")} opacity=".14"`, -12),
      oval(-92, 312, 74, 34, fill(cloth.shadow)),
    ) +
    placed(
      -104,
      250 + nod,
      chance.between(-8, 8),
      1,
      oval(0, 0, 72, 66) +
        sewn(
          dots(both([6, 16]), 5, cloth.seam),
          line("M-30 30q30 22 60 0", cloth.seam, 3.4),
          blush(cloth, 48, 18),
          eyes(cloth, 30, -10, 21),
        ),
    );
  return rest(art, [-150, 206 + nod], 160, chance.side(), grown(cloth));
}
