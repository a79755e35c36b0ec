import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import { d, dots, fill, line, oval, type Point, sewn, shape, stitch } from "../shapes";
import { beads } from "./eyes";
import { grown, rest } from "./rest";

/** A barrel of a whale with a felt spout. */
export function whale(cloth: Cloth): Plush {
  const { chance } = cloth;
  const lift = chance.between(-16, 18);
  const spray = sewn(
    line(
      d`M-60 142C-60 110-66 ${86 + lift}-98 ${88 + lift}M-58 142C-58 106-48 ${78 + lift}-22 ${82 + lift}M-59 142V${74 + lift}`,
      "#8cc4e2",
      9,
    ),
  );
  const art =
    spray +
    shape(
      d`M112 262C120 210 116 190 92 ${156 + lift}C124 ${142 + lift} 150 ${160 + lift} 154 ${184 + lift}C166 ${160 + lift} 190 ${152 + lift} 200 ${164 + lift}C186 200 172 240 160 280z`,
    ) +
    shape(
      "M-178 262C-182 180-120 138-40 138C50 138 80 236 132 232L172 240C166 310 100 362-20 362C-110 362-174 336-178 262z",
    ) +
    shape(
      "M-176 282C-150 276-110 304-40 300C10 298 60 300 108 326C70 350 20 362-30 362C-110 360-166 336-176 282z",
      fill(cloth.patch),
    ) +
    sewn(
      stitch("M-130 312Q-40 338 60 334M-100 332Q-30 350 30 348", cloth.seam),
      line("M-172 276Q-140 268-112 290", cloth.seam, 3.4),
    ) +
    oval(-30, 318, 24, 52, "", 52 + lift) +
    side(cloth, [-104, 236], 25);
  return rest(art, [36, 156], 165, chance.side(), 0.94 * grown(cloth));
}

interface Fins {
  snout: string;
  dorsal: string;
  fluke: string;
  marks: string;
}

/** A dolphin or porpoise. */
export function dolphin(cloth: Cloth): Plush {
  const sway = cloth.chance.between(-10, 10);
  return sleek(cloth, {
    snout: shape("M-116 232C-150 226-190 240-192 258C-190 276-146 284-104 286z"),
    dorsal: shape(d`M-30 166C-20 120 16 ${100 + sway} 48 ${98 + sway}C36 124 44 150 66 180z`),
    fluke: FLUKE,
    marks: sewn(line("M-184 262Q-150 268-118 262", cloth.seam, 3)),
  });
}

/** A killer whale: a dolphin in a mask. */
export function orca(cloth: Cloth): Plush {
  const sway = cloth.chance.between(-10, 10);
  return sleek(
    { ...cloth, dark: cloth.dark },
    {
      snout: "",
      dorsal: shape(d`M-26 166C-20 110 0 ${70 + sway} 24 ${56 + sway}C28 100 40 140 62 180z`),
      fluke: FLUKE,
      marks: sewn(
        oval(-74, 214, 30, 15, fill("#f7f2e8"), -14),
        line("M-138 272Q-116 280-96 270", cloth.seam, 3),
      ),
    },
  );
}

/** A shark: triangle above, teeth in front. */
export function shark(cloth: Cloth): Plush {
  const sway = cloth.chance.between(-10, 10);
  return sleek(cloth, {
    snout: shape("M-110 210C-150 210-180 230-184 248C-160 262-120 276-104 280z"),
    dorsal: shape(d`M-40 168L20 ${76 + sway}Q30 130 66 182z`),
    fluke:
      "M120 262C146 240 150 196 168 140C196 170 192 214 180 240C190 262 194 290 186 316C164 306 138 300 112 300z",
    marks: sewn(
      line("M-46 232q10 20 0 42M-30 232q10 20 0 42M-14 234q10 18 0 40", cloth.seam, 3),
      shape(
        "M-150 262L-143 276L-134 268L-126 282L-117 271L-109 284L-100 272Q-126 264-150 262z",
        fill("#fff"),
      ),
    ),
  });
}

const FLUKE =
  "M104 270C140 240 140 206 122 166C152 160 168 184 170 202C182 186 196 184 204 190C196 226 176 280 140 306z";

function sleek(cloth: Cloth, fins: Fins): Plush {
  const { chance } = cloth;
  const flap = chance.between(30, 64);
  const art =
    fins.dorsal +
    shape(fins.fluke) +
    fins.snout +
    shape(
      "M-142 254C-140 186-80 154-10 156C70 158 100 236 160 244C150 320 80 354-10 354C-90 352-142 326-142 254z",
    ) +
    shape(
      "M-140 270C-110 286-70 282-20 286C40 290 90 306 124 314C90 344 40 354-10 354C-86 352-134 330-140 270z",
      fill(cloth.patch),
    ) +
    sewn(stitch("M-120 300Q-30 330 90 318", cloth.seam)) +
    fins.marks +
    oval(-22, 322, 20, 50, "", flap) +
    side(cloth, [-96, 232], 24);
  return rest(art, [46, 150], 160, chance.side(), 0.94 * grown(cloth));
}

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

/** A ray seen from the front, wings spread. */
export function manta(cloth: Cloth): Plush {
  const { chance } = cloth;
  const dip = chance.between(-14, 14);
  const spots: Point[] = [
    [-84, 214],
    [-62, 196],
    [70, 200],
    [92, 222],
    [0, 188],
  ];
  const art =
    sewn(
      line(d`M40 220C90 150 60 110 ${120 + dip} 74`, cloth.rim, 15),
      line(d`M40 220C90 150 60 110 ${120 + dip} 74`, cloth.body, 11),
    ) +
    cloth.twins(shape("M-30 300C-50 322-52 344-40 360C-24 356-16 336-12 318z", fill(cloth.shade))) +
    shape(
      d`M0 166C50 166 130 190 192 ${280 + dip}C150 276 110 300 76 322C40 344-40 344-76 322C-110 300-150 276-192 ${280 - dip}C-130 190-50 166 0 166z`,
    ) +
    shape("M-76 318C-40 296 40 296 76 318C40 342-40 342-76 318z", fill(cloth.patch)) +
    sewn(
      dots(spots, 13, cloth.pale, ' opacity=".8"'),
      stitch("M0 172V250M-150 262Q-100 262-70 300M150 262Q100 262 70 300", cloth.seam),
      line("M-24 300q24 16 48 0", cloth.seam, 3.4),
      beads(
        cloth,
        [
          [-56, 274],
          [56, 274],
        ],
        25,
      ),
      dots(
        [
          [-84, 292],
          [84, 292],
        ],
        24,
        "#f0647c",
        ' opacity=".26"',
      ),
    );
  return rest(art, [chance.side() * 120, 216], 150, 1, 0.97 * grown(cloth));
}

/** One side's eye, with its blush behind the mouth. */
const side = (cloth: Cloth, at: Point, size: number): string =>
  sewn(dots([[at[0] + 18, at[1] + 34]], 28, "#f0647c", ' opacity=".26"'), beads(cloth, [at], size));
