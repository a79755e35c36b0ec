import type { Cloth } from "../../cloth";
import { d, fill, line, sewn, shape } from "../../shapes";
import type { Crown } from "../crown";

/** Two short ones. */
export function horns(cloth: Cloth): Crown {
  const lean = cloth.chance.between(-6, 6);
  return {
    behind: cloth.twins(shape(d`M-58-58Q-70-84 ${-56 + lean}-106Q-36-92-30-72z`, fill(HORN))),
    front: "",
  };
}

/** Two wide ones, and a ring in the nose. */
export function bullhorns(cloth: Cloth): Crown {
  const tip = cloth.chance.between(-8, 8);
  return {
    behind: cloth.twins(
      shape(d`M-54-44C-104-46-130-74 ${-118 + tip}-118C-104-92-78-84-40-78z`, fill(HORN)),
    ),
    front: sewn(line("M-14 62a14 14 0 1 0 28 0", "#d9a938", 6)),
  };
}

/** Two that lean back, and a beard. */
export function goat(cloth: Cloth): Crown {
  const tip = cloth.chance.between(-8, 8);
  return {
    behind: cloth.twins(
      shape(d`M-46-66C-54-104-76-122 ${-104 + tip}-116C-84-140-30-140-22-74z`, fill(HORN)),
    ),
    front: shape("M-20 92Q0 150 22 92Q0 104-20 92z", fill(cloth.patch)),
  };
}

/** One on the nose. */
export function rhino(cloth: Cloth): Crown {
  return {
    behind: "",
    front: shape(
      d`M-16 26Q${cloth.chance.between(-8, 8)}-50 4-58Q22-20 20 26Q0 36-16 26z`,
      fill(HORN),
    ),
  };
}

const HORN = "#ead7b2";
