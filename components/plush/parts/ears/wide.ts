import type { Cloth } from "../../cloth";
import { d, oval, sewn, shape } from "../../shapes";
import type { Ears } from "../ears";
import { inner, pink } from "./lining";

/** A monkey's. */
export function side(cloth: Cloth): Ears {
  return {
    behind: cloth.twins(oval(-88, -2, 31, 35) + sewn(oval(-90, -1, 19, 22, inner(cloth)))),
    front: "",
    tie: [98, 0],
  };
}

/** A cow's. */
export function leaf(cloth: Cloth): Ears {
  const droop = cloth.chance.between(-8, 18);
  return {
    behind: cloth.twins(
      shape(
        d`M-58-52C-92-74-136 ${-58 + droop}-142 ${-30 + droop}C-128 ${-8 + droop}-90-8-60-24z`,
      ) +
        sewn(
          shape(
            d`M-74-46C-96-56-122 ${-46 + droop}-128 ${-30 + droop}C-114 ${-18 + droop}-92-20-74-30z`,
            pink(cloth),
          ),
        ),
    ),
    front: "",
    tie: [122, -34 + droop],
  };
}

/** An elephant's. */
export function fan(cloth: Cloth): Ears {
  const flap = cloth.chance.between(-10, 12);
  return {
    behind: cloth.twins(
      shape(
        d`M-44-62C-92-112 ${-164 - flap}-84 ${-166 - flap}-14C${-164 - flap} 42-128 74-98 58C-72 44-62 14-58-8z`,
      ) +
        sewn(
          shape(
            d`M-70-46C-100-78 ${-146 - flap}-60 ${-147 - flap}-12C${-145 - flap} 30-122 50-102 40C-82 28-74 4-70-10z`,
            pink(cloth),
          ),
        ),
    ),
    front: "",
    tie: [140, -50],
  };
}
