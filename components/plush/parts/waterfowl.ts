import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import { d, dots, fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { blush, eyes } from "./eyes";
import { grown, rest } from "./rest";

const BILL = "#f2a23a";

/** A sitting duck with a broad bill. */
export function duck(cloth: Cloth): Plush {
  const { chance } = cloth;
  const tail = chance.between(-12, 14);
  const head =
    shape(d`M-20-74Q-24-98 ${chance.between(-10, 10)}-108Q4-96 22-76z`) +
    oval(0, 0, 84, 78) +
    oval(0, 42, 30, 15, fill("#cf7a22")) +
    shape("M-50 30C-50 8-22 6 0 6S50 8 50 30C50 44 22 37 0 37S-50 44-50 30z", fill(BILL)) +
    sewn(
      dots(
        [
          [-12, 18],
          [12, 18],
        ],
        5,
        "#9a5a18",
      ),
      blush(cloth, 62, 18),
      eyes(cloth, 36, -18),
    );
  const art =
    foot(-62) +
    foot(22) +
    shape(
      d`M-100 276C-104 214-30 204 30 222C90 240 120 ${214 + tail} 152 ${190 + tail}C176 260 140 356 50 360H-40C-84 354-98 316-100 276z`,
    ) +
    shape(
      "M-96 300C-70 250-30 250-16 300C-10 340-30 358-50 359C-82 352-92 330-96 300z",
      fill(cloth.patch),
    ) +
    oval(52, 284, 66, 40, "", -16) +
    sewn(
      stitch("M10 300q24 18 58 4m-42 18q26 8 52-12", cloth.seam),
      oval(-34, 240, 80, 34, fill(cloth.shadow)),
    ) +
    placed(-36, 166, chance.between(-8, 8), 1, head);
  return rest(art, [-104, 130], 140, chance.side(), grown(cloth));
}

const foot = (x: number): string =>
  shape(
    d`M${x} 344C${x - 14} 346 ${x - 44} 352 ${x - 42} 366H${x + 44}C${x + 44} 352 ${x + 14} 344 ${x} 344z`,
    fill(BILL),
  );

/** An upright bird in a dress coat. */
export function penguin(cloth: Cloth): Plush {
  const { chance } = cloth;
  const arm = chance.between(10, 34);
  const white = fill(cloth.dark || chance.once(0.7) ? "#f7f2e8" : cloth.patch);
  const art =
    foot(-46) +
    foot(46) +
    oval(-96, 236, 24, 66, "", arm) +
    oval(96, 236, 24, 66, "", -arm + chance.between(-12, 8)) +
    shape("M0 34C66 34 88 90 92 140C122 220 124 356 0 358S-122 220-92 140C-88 90-66 34 0 34z") +
    shape(
      "M0 176C60 176 84 240 80 290C76 340 30 350 0 350S-76 340-80 290C-84 240-60 176 0 176z",
      white,
    ) +
    shape("M0 92C16 66 74 76 72 124C70 166 30 176 0 176S-70 166-72 124C-74 76-16 66 0 92z", white) +
    sewn(
      stitch("M0 190V344", "#b9ae9c"),
      placed(
        0,
        122,
        0,
        1,
        blush(cloth, 50, 18) + eyes({ ...cloth, dark: false, seam: "#8d8492" }, 36, -6),
      ),
    ) +
    shape("M-22 132Q0 116 22 132Q12 156 0 158Q-12 156-22 132z", fill(BILL)) +
    sewn(line("M-18 138q18 8 36 0", "#c07622", 2.4));
  return rest(art, [chance.side() * 84, 100], 118, 1, grown(cloth));
}

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
