import type { Cloth, Plush } from "../cloth";
import { d, fill, line, oval, sewn, shape } from "../shapes";
import { beads } from "./eyes";
import { BEAK, face, perched } from "./perched";

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
