import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import { d, fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { blush, eyes } from "./eyes";
import { grown, rest } from "./rest";
import { foot } from "./webbed";

/** A swan or a goose: the neck is the animal. */
export function swan(cloth: Cloth): Plush {
  return longNeck(cloth, "#ef8a3a", false);
}

/** A flamingo, ostrich, stork or crane: the same neck on stilts. */
export function flamingo(cloth: Cloth): Plush {
  return longNeck(cloth, "#3b343a", true);
}

function longNeck(cloth: Cloth, tip: string, tall: boolean): Plush {
  const { chance } = cloth;
  const bow = chance.between(-10, 10);
  const legs = tall
    ? sewn(line("M22 280V352M54 280V352", mix(cloth.shade, "#e06a7a", 0.4), 11)) +
      foot(16) +
      foot(58)
    : "";
  const art =
    legs +
    placed(
      0,
      tall ? -56 : 0,
      0,
      1,
      shape(
        d`M-136 ${112 + bow}C-136 60-56 56-50 ${120 + bow}C-44 170-78 190-56 232L-6 300L-110 320C-136 240-90 200-96 150z`,
      ) +
        shape(
          "M-108 290C-110 236-40 230 20 234C80 238 120 214 160 206C168 290 130 360 40 362C-40 366-106 350-108 290z",
        ) +
        shape(
          "M-40 276C-20 236 70 244 150 236C140 300 80 330 30 326C-20 322-52 306-40 276z",
          fill(cloth.patch),
        ) +
        sewn(stitch("M10 306q40 8 80-20m-96-6q50 14 116-20", cloth.seam)) +
        oval(-98, 116 + bow, 54, 48) +
        shape(
          d`M-130 ${118 + bow}C-158 ${114 + bow}-180 ${132 + bow}-184 ${152 + bow}C-166 ${158 + bow}-140 ${150 + bow}-118 ${142 + bow}z`,
          fill(tall ? "#f2c9c4" : tip),
        ) +
        (tall
          ? shape(
              d`M-166 ${124 + bow}Q-188 ${136 + bow}-184 ${154 + bow}Q-168 ${156 + bow}-156 ${148 + bow}z`,
              fill(tip),
            )
          : "") +
        sewn(placed(-100, 108 + bow, 0, 1, blush(cloth, 30, 26) + eyes(cloth, 22, -4, 18))),
    );
  return rest(
    art,
    [-54, (tall ? 60 : 116) + bow],
    tall ? 90 : 150,
    chance.side(),
    (tall ? 0.96 : 1) * grown(cloth),
    1,
  );
}
