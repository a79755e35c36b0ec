import type { Cloth, Plush } from "../cloth";
import { d, fill, line, oval, sewn, shape } from "../shapes";
import { BEAK, face, perched } from "./perched";

/** A round songbird; also crows, robins and every bird without a pattern of its own. */
export function bird(cloth: Cloth): Plush {
  const crest = shape(
    d`M-16 60Q-30 26 ${cloth.chance.between(-24, 4)} 16Q-6 34 4 40Q16 20 34 22Q22 40 26 62z`,
  );
  return perched(cloth, crest, peck(cloth), "");
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

const peck = (cloth: Cloth): string =>
  face(cloth) +
  shape("M-24 136Q0 116 24 136Q14 164 0 172Q-14 164-24 136z", fill(BEAK)) +
  sewn(line("M-20 142q20 10 40 0", "#b8741f", 2.4));
