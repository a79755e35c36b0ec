import type { Cloth, Plush } from "../cloth";
import { both, d, dots, fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { beads, blush, eyes } from "./eyes";
import { grown, rest } from "./rest";

/** A crab: wide, with its claws up. */
export function crab(cloth: Cloth): Plush {
  const { chance } = cloth;
  const up = chance.between(-8, 14);
  const legs = cloth.twins(
    shape("M-100 300C-150 290-184 310-186 350Q-170 346-166 332C-150 320-130 326-104 326z") +
      shape("M-86 320C-130 320-150 336-148 366Q-132 362-130 350C-120 340-100 342-84 344z"),
  );
  const art =
    legs +
    placed(-104, 240, -up, 1, claw(cloth)) +
    placed(
      104,
      240,
      up + chance.between(-8, 8),
      1,
      `<g transform="scale(-1 1)">${claw(cloth)}</g>`,
    ) +
    sewn(
      line("M-40 220L-46 176M40 220L46 176", cloth.rim, 17),
      line("M-40 220L-46 176M40 220L46 176", cloth.base, 13),
    ) +
    cloth.twins(oval(-46, 164, 27, 27)) +
    shape(
      "M-130 284C-130 232-70 204 0 204S130 232 130 284C130 330 70 352 0 352S-130 330-130 284z",
    ) +
    shape("M-124 304Q0 330 124 304C110 338 60 350 0 350S-110 338-124 304z", fill(cloth.patch)) +
    sewn(
      stitch("M-112 262Q0 222 112 262", cloth.seam),
      dots(
        [
          [-70, 244],
          [70, 240],
          [0, 228],
        ],
        10,
        cloth.seam,
        ' opacity=".3"',
      ),
      line(d`M-34 286q34 ${chance.between(18, 34)} 68 0`, cloth.seam, 4),
      blush(cloth, 76, 288),
      beads(cloth, both([46, 162]), 30),
    );
  return rest(art, [chance.side() * 138, 176], 160, 1, 0.95 * grown(cloth));
}

/** A lobster standing on its tail, or a crayfish, shrimp or scorpion. */
export function lobster(cloth: Cloth): Plush {
  const { chance } = cloth;
  const up = chance.between(-10, 10);
  const wave = chance.between(-20, 20);
  const art =
    sewn(
      line(
        d`M-22 110C-30 60-70 30-100 ${34 + wave}M22 110C30 60 70 30 100 ${34 - wave}`,
        cloth.seam,
        5,
      ),
    ) +
    cloth.twins(
      sewn(
        line(
          "M-50 232Q-92 230-104 262M-50 256Q-86 262-96 292M-46 280Q-76 290-82 318",
          cloth.seam,
          10,
        ),
      ),
    ) +
    placed(-78, 196, -14 + up, 1.06, claw(cloth)) +
    placed(78, 196, 14 + up, 1.06, `<g transform="scale(-1 1)">${claw(cloth)}</g>`) +
    shape(
      "M0 322C-20 326-60 330-84 352C-60 372-20 366 0 362C20 366 60 372 84 352C60 330 20 326 0 322z",
      fill(cloth.shade),
    ) +
    oval(0, 342, 28, 24) +
    oval(0, 326, 40, 22) +
    oval(0, 300, 50, 26) +
    oval(0, 272, 58, 30) +
    shape("M0 84C50 84 70 140 70 196C70 240 40 270 0 270S-70 240-70 196C-70 140-50 84 0 84z") +
    sewn(
      stitch("M-62 224Q0 256 62 224M0 92V120", cloth.seam),
      line(d`M-20 186q20 ${chance.between(14, 24)} 40 0`, cloth.seam, 4),
      placed(0, 156, 0, 1, blush(cloth, 46, 24) + eyes(cloth, 30, -4, 25)),
    );
  return rest(art, [chance.side() * 106, 148], 110, 1, 0.98 * grown(cloth));
}

const claw = (cloth: Cloth): string =>
  shape("M-12 18C-40 10-50-20-44-44L-20-54C-18-30-4-8 20 4z") +
  shape("M-46-34C-86-50-92-104-56-132C-54-112-50-100-42-90C-38-110-26-122-8-126C6-96-2-44-28-32z") +
  sewn(stitch("M-66-60Q-46-44-22-52", cloth.seam));

/** An octopus or squid: a great head on curling arms. */
export function octopus(cloth: Cloth): Plush {
  const { chance } = cloth;
  const curl = chance.between(-10, 14);
  const arm = cloth.twins(
    shape(
      d`M-60 270C-100 280-130 320-160 ${316 - curl}C-182 ${308 - curl}-170 280-152 ${288 - curl}C-176 ${262 - curl}-206 300-184 ${332 - curl}C-150 364-100 340-60 320z`,
    ) +
      shape("M-70 290C-80 330-110 340-122 352C-126 370-80 372-60 356C-40 340-36 310-36 290z") +
      shape("M-40 300C-40 340-54 352-52 366H-6C4 350 4 320 2 300z"),
  );
  const art =
    arm +
    shape(
      "M0 60C84 60 126 118 122 190C120 240 96 280 70 300C40 320-40 320-70 300C-96 280-120 240-122 190C-126 118-84 60 0 60z",
    ) +
    sewn(
      oval(0, 302, 70, 18, fill(cloth.shadow)),
      dots(
        [
          [-148, 326 - curl],
          [-126, 338],
          [148, 326 - curl],
          [126, 338],
          [-88, 350],
          [88, 350],
          [-28, 346],
          [28, 346],
        ],
        12,
        cloth.pale,
      ),
      dots(
        [
          [-60, 112],
          [-38, 92],
          [66, 128],
        ],
        15,
        cloth.pale,
        ' opacity=".6"',
      ),
      line(d`M-26 244q26 ${chance.between(16, 30)} 52 0`, cloth.seam, 4),
      stitch("M0 64V130", cloth.seam),
      placed(0, 212, 0, 1, blush(cloth, 78, 18) + eyes(cloth, 48, -8, 27)),
    );
  return rest(art, [chance.side() * 88, 98], 160, 1, 0.98 * grown(cloth));
}

/** A jellyfish, standing on its ribbons. */
export function jellyfish(cloth: Cloth): Plush {
  const { chance } = cloth;
  const sway = chance.between(-16, 16);
  const ribbon = (x: number, width: number, colour: string): string =>
    line(d`M${x} 210C${x + 26} 250 ${x - 26 + sway} 290 ${x + sway} 362`, colour, width);
  const art =
    sewn(
      ribbon(-84, 18, cloth.shade),
      ribbon(84, 18, cloth.shade),
      ribbon(-44, 22, cloth.base),
      ribbon(44, 22, cloth.base),
      ribbon(0, 26, cloth.pale),
    ) +
    shape(
      "M0 50C96 50 140 120 142 204C130 232 108 232 96 210C84 238 58 240 48 214C34 242 12 242 0 216C-12 242-34 242-48 214C-58 240-84 238-96 210C-108 232-130 232-142 204C-140 120-96 50 0 50z",
    ) +
    sewn(
      stitch("M-134 190Q0 216 134 190", cloth.seam),
      line("M-20 170q20 18 40 0", cloth.seam, 4),
      placed(0, 140, 0, 1, blush(cloth, 70, 24) + eyes(cloth, 42, -2, 25)),
    );
  return rest(art, [chance.side() * 96, 92], 100, 1, grown(cloth));
}
