import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import { d, fill, line, oval, placed, sewn, shape, stitch } from "../shapes";
import { beads, blush, eyes } from "./eyes";
import { grown, rest } from "./rest";

const BEAK = "#eda23b";

/** A round songbird; also crows, robins and all birds nobody specified. */
export function bird(cloth: Cloth): Plush {
  const crest = shape(
    d`M-16 60Q-30 26 ${cloth.chance.between(-24, 4)} 16Q-6 34 4 40Q16 20 34 22Q22 40 26 62z`,
  );
  return perched(cloth, crest, peck(cloth), "");
}

/** A bird of prey: pale head, hooked beak. */
export function eagle(cloth: Cloth): Plush {
  const pale = fill("#f6f0e4");
  const hood = shape(
    "M-104 160C-104 84-60 50 0 50S104 84 104 160Q92 190 78 172Q62 206 44 182Q24 214 0 186Q-24 214-44 182Q-62 206-78 172Q-92 190-104 160z",
    pale,
  );
  const brow = sewn(line("M-66 104l42 16M66 104l-42 16", cloth.dark ? "#6b6270" : cloth.seam, 8));
  const hook = shape(
    "M-26 132Q0 108 26 132C30 156 18 172 4 190Q-2 176-10 172C-24 160-28 146-26 132z",
    fill(BEAK),
  );
  return perched(
    cloth,
    "",
    hood + face({ ...cloth, dark: false, seam: "#93897f" }) + brow + hook,
    "",
  );
}

/** A parrot, macaw or toucan: big curved beak and a long tail. */
export function parrot(cloth: Cloth): Plush {
  const plume = shape("M-22 62Q-44 16-18 6Q-14 26-4 30Q-2 4 22 2Q14 28 24 60z", fill(cloth.patch));
  const cheeks = cloth.twins(oval(-50, 134, 40, 38, fill("#faf3e4")));
  const beak = shape(
    "M-34 122Q0 92 34 122C40 160 22 190 0 206C-22 190-40 160-34 122z",
    fill(cloth.chance.pick(["#3b353d", "#eda23b", "#d9b36a"])),
  );
  return perched(
    cloth,
    plume,
    cheeks +
      face({ ...cloth, dark: false }) +
      beak +
      sewn(line("M-26 160q26 16 52 0", "#2a2227", 2.4, ' opacity=".6"')),
    "M-40 300L-30 366H40L30 300z",
  );
}

/** A hen, cock or turkey: comb and wattle. */
export function chicken(cloth: Cloth): Plush {
  const red = fill("#d8463c");
  const comb = shape(
    d`M-44 68C-60 30-26 22-22 44C-26 6 14 ${cloth.chance.between(-2, 10)} 14 40C30 14 56 34 38 66z`,
    red,
  );
  const wattle = cloth.twins(oval(-9, 178, 10, 20, red, 8));
  return perched(cloth, comb, wattle + peck(cloth), "");
}

/** All eyes and tufts. */
export function owl(cloth: Cloth): Plush {
  const { chance } = cloth;
  const tufts = cloth.twins(
    shape(d`M-96 120C-112 70-104 44 ${-96 + chance.between(-8, 6)} 28C-76 44-50 56-30 62z`),
  );
  const discs = cloth.twins(oval(-45, 124, 47, 46, fill(cloth.patch)));
  const scales = sewn(
    line(
      "M-44 246q11 14 22 0q11 14 22 0q11 14 22 0q11 14 22 0M-44 276q11 14 22 0q11 14 22 0q11 14 22 0q11 14 22 0M-33 306q11 14 22 0q11 14 22 0q11 14 22 0",
      cloth.seam,
      3,
      ' opacity=".7"',
    ),
  );
  const look = sewn(
    beads(
      { ...cloth, dark: true },
      [
        [-42, 122],
        [42, 122],
      ],
      chance.between(36, 44),
    ),
  );
  const beak = shape("M-15 142Q0 128 15 142Q10 166 0 174Q-10 166-15 142z", fill(BEAK));
  return perched(cloth, tufts, discs + look + beak + scales, "");
}

function perched(cloth: Cloth, crest: string, front: string, tail: string): Plush {
  const { chance } = cloth;
  const lift = chance.between(0, 26);
  const spread = chance.once(0.3) ? 20 : 0;
  const feet = sewn(
    line(
      "M-46 346l-16 16M-40 346v18M-34 346l16 16M46 346l16 16M40 346v18M34 346l-16 16",
      "#d98a2e",
      10,
    ),
  );
  const wing = (side: number, more: number): string =>
    `<g transform="${d`translate(${side * 100} 176)rotate(${-side * (more + spread)})scale(${side} 1)`}">${shape(
      "M-16-10C20-14 46 40 44 110C28 106 26 118 20 132C8 124 0 132-8 140C-34 90-36 0-16-10z",
      fill(mix(cloth.base, cloth.dark ? "#000000" : cloth.shade, 0.5)),
    )}</g>`;
  const art =
    shape(
      tail || d`M-30 310C-10 300 60 320 ${120 + lift} 346C${110 + lift} 366 60 366 20 362z`,
      fill(cloth.shade),
    ) +
    feet +
    crest +
    wing(-1, lift) +
    wing(1, lift * 0.6 + 4) +
    shape(
      "M0 44C74 44 108 100 112 170C122 260 110 354 0 356S-122 260-112 170C-108 100-74 44 0 44z",
    ) +
    shape(
      "M0 196C54 196 78 240 76 284C72 334 34 346 0 346S-72 334-76 284C-78 240-54 196 0 196z",
      fill(cloth.patch),
    ) +
    sewn(stitch("M0 206V344", cloth.seam)) +
    front;
  return rest(art, [chance.side() * 88, 92], 118, 1, 0.93 * grown(cloth));
}

const face = (cloth: Cloth): string =>
  sewn(placed(0, 126, 0, 1, blush(cloth, 68, 28) + eyes(cloth, 46, -8)));

const peck = (cloth: Cloth): string =>
  face(cloth) +
  shape("M-24 136Q0 116 24 136Q14 164 0 172Q-14 164-24 136z", fill(BEAK)) +
  sewn(line("M-20 142q20 10 40 0", "#b8741f", 2.4));
