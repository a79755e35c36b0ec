import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import { dots, fill, line, oval, placed, sewn, shape } from "../shapes";
import { blush, eyes } from "./eyes";
import { grown, rest } from "./rest";

/** A snowman in a scarf. */
export function snowman(cloth: Cloth): Plush {
  const { chance } = cloth;
  const wool = chance.pick(["#c9463f", "#3f7f6b", "#4a62a8", "#c98a2f"]);
  const art =
    oval(0, 282, 112, 84) +
    sewn(
      dots(
        [
          [0, 268],
          [0, 304],
          [0, 338],
        ],
        17,
        "#38343e",
      ),
    ) +
    oval(-110, 250, 20, 46, "", 40) +
    oval(110, 250, 20, 46, "", -44 + chance.between(-20, 10)) +
    placed(
      0,
      148,
      chance.between(-7, 7),
      1,
      oval(0, 0, 82, 76) +
        sewn(
          blush(cloth, 58, 22),
          eyes(cloth, 34, -8, 23),
          line("M-26 42q26 18 52 0", cloth.seam, 4),
        ) +
        shape("M-9 10Q20 4 56 24Q20 34-6 26z", fill("#ee8a35")) +
        shape("M-54-56Q0-78 54-56L44-118Q0-132-44-118z", fill("#3b3742")) +
        oval(0, -56, 80, 14, fill("#3b3742"), -2) +
        sewn(line("M-52-70Q0-90 52-70", wool, 13)),
    ) +
    shape("M-70 206Q0 244 70 206L78 230Q0 270-78 230z", fill(wool)) +
    shape("M34 232L76 236L84 312L48 314z", fill(mix(wool, "#2a1420", 0.15)));
  return rest(art, [chance.side() * 74, 110], 130, 1, 0.98 * grown(cloth));
}
