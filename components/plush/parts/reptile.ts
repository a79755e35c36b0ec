import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import { both, d, dots, fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { beads, blush, eyes } from "./eyes";
import { grown, rest } from "./rest";

/** A long-necked dinosaur, with plates on every other back. */
export function dinosaur(cloth: Cloth): Plush {
  const { chance } = cloth;
  const plates = chance.once(0.6)
    ? shape(
        "M-36 130L-2 134L-14 168L22 176L6 206L44 206L42 178L78 214L92 186L112 228L140 210L140 250L-20 280z",
        fill(cloth.patch),
      )
    : "";
  const leg = cloth.copies(
    shape("M-26 302C-26 264 28 264 28 302V350Q28 366 12 366H-10Q-26 366-26 350z"),
  );
  const art =
    plates +
    shape(
      d`M100 250C140 270 150 316 190 ${304 + chance.between(-26, 16)}C196 350 130 366 80 350z`,
    ) +
    `<g fill="${cloth.shade}">${placed(-22, 0, 0, 1, leg.first)}${leg.at(86)}</g>` +
    shape(
      "M-140 120C-128 200-96 230-80 270C-76 310-60 336 10 342C90 346 136 320 132 270C128 214 70 194 20 204C-20 210-30 170-44 120z",
    ) +
    shape(
      "M-72 290C-40 270 60 276 104 312C84 336 50 344 10 342C-40 338-66 322-72 290z",
      fill(cloth.patch),
    ) +
    leg.at(-58) +
    leg.at(116) +
    sewn(
      dots(
        [
          [40, 232],
          [78, 246],
          [4, 240],
          [110, 276],
        ],
        18,
        cloth.seam,
        ' opacity=".3"',
      ),
      dots(
        [
          [-70, 360],
          [-56, 361],
          [104, 360],
          [118, 361],
        ],
        8,
        cloth.pale,
      ),
    ) +
    placed(-92, 110, chance.between(-10, 8), 1, reptileFace(cloth, 76, 64));
  return rest(art, [-34, 84], 160, chance.side(), grown(cloth), 1);
}

/** A chameleon, iguana, lizard or gecko with a rolled tail. */
export function lizard(cloth: Cloth): Plush {
  const { chance } = cloth;
  const roll = "M96 290C150 290 176 240 150 206C126 184 98 214 116 236C128 246 140 232 132 224";
  const leg = cloth.copies(
    shape("M-20 312C-18 284 22 284 21 312L20 346Q32 352 24 366H-6Q-26 366-28 350z"),
  );
  const art =
    sewn(line(roll, cloth.rim, 29), line(roll, cloth.body, 25)) +
    `<g fill="${cloth.shade}">${placed(-34, 0, 0, 1, leg.first)}${leg.at(70)}</g>` +
    shape(
      "M-60 200L-40 166L-22 192L4 164L22 196L50 176L62 214L90 206L94 240L-60 240z",
      fill(cloth.patch),
    ) +
    shape("M-130 260C-100 190 20 180 80 220C130 260 130 310 96 326C30 346-100 340-130 260z") +
    shape(
      "M-100 296C-40 280 60 290 106 302C100 330 50 336 10 336C-40 336-84 326-100 296z",
      fill(cloth.patch),
    ) +
    leg.at(-70) +
    leg.at(44) +
    sewn(
      dots(
        [
          [-10, 226],
          [30, 240],
          [66, 258],
          [14, 264],
        ],
        14,
        cloth.pale,
        ' opacity=".7"',
      ),
    ) +
    placed(
      -104,
      226,
      chance.between(-8, 8),
      1,
      shape("M-30-66Q10-100 40-60L30-40z", fill(cloth.patch)) + reptileFace(cloth, 80, 66),
    );
  return rest(art, [-34, 196], 155, chance.side(), grown(cloth), 1);
}

/** A crocodile or alligator, all smile. */
export function crocodile(cloth: Cloth): Plush {
  const { chance } = cloth;
  const leg = cloth.copies(
    shape("M-24 326C-24 296 26 296 26 326V346Q30 364 14 366H-6Q-24 366-24 352z"),
  );
  const art =
    shape(
      "M10 240L28 214L46 240L66 220L82 248L104 236L116 266L140 262L146 290L176 296V320L0 300z",
      fill(cloth.patch),
    ) +
    shape(d`M90 262C140 290 170 330 198 ${316 + chance.between(-24, 16)}C196 364 130 366 60 352z`) +
    `<g fill="${cloth.shade}">${placed(4, 0, 0, 1, leg.first)}${leg.at(96)}</g>` +
    shape("M-60 250C-10 226 90 236 124 278C136 320 116 346 40 348H-40z") +
    shape(
      "M-186 300C-150 340-60 352 110 330C100 346 70 350 40 350H-60C-130 350-180 336-186 300z",
      fill(cloth.patch),
    ) +
    leg.at(-28) +
    leg.at(66) +
    cloth.copies(oval(-52, 216, 32, 32)).first +
    oval(2, 220, 30, 30) +
    shape(
      "M-190 280C-190 252-150 262-116 248C-96 222-60 206-20 216C30 226 46 260 34 296C0 322-110 330-160 316C-182 312-190 300-190 280z",
    ) +
    sewn(
      line("M-180 300Q-80 328 26 288", cloth.seam, 4),
      shape(
        "M-164 306l8 15 9-12M-128 312l8 15 9-13M-90 314l8 15 9-14M-52 310l9 14 7-16",
        fill("#fff"),
      ),
      dots(
        [
          [-172, 270],
          [-156, 266],
        ],
        8,
        cloth.seam,
      ),
      dots([[18, 292]], 26, "#f0647c", ' opacity=".26"'),
      beads(
        cloth,
        [
          [-54, 216],
          [0, 220],
        ],
        29,
      ),
    );
  return rest(art, [34, 226], 180, chance.side(), 0.96 * grown(cloth), 1);
}

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

const reptileFace = (cloth: Cloth, rx: number, ry: number): string =>
  oval(0, 0, rx, ry) +
  shape(
    d`M${-rx * 0.92} 18Q0 ${ry * 0.55} ${rx * 0.92} 18C${rx * 0.8} ${ry * 0.8} ${rx * 0.4} ${ry} 0 ${ry}S${-rx * 0.8} ${ry * 0.8}${-rx * 0.92} 18z`,
    fill(cloth.patch),
  ) +
  sewn(
    line(d`M${-rx * 0.86} 18Q0 ${ry * 0.6} ${rx * 0.86} 18`, mix(cloth.seam, cloth.ink, 0.2), 3.4),
    dots(both([8, 8]), 6, cloth.seam),
    blush(cloth, rx * 0.76, 16),
    eyes(cloth, rx * 0.5, -12, 24),
  );
