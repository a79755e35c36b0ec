import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { d, fill, oval, sewn, shape } from "../../shapes";
import type { Ears } from "../ears";
import { pink } from "./lining";

/** A rabbit's, of which one may be bent. */
export function tall(cloth: Cloth): Ears {
  const lean = cloth.chance.between(2, 14);
  const ear =
    oval(-36, -122, 24, 68, "", -lean) + sewn(oval(-36, -118, 13, 52, pink(cloth), -lean));
  const bent = `${shape("M12-62C6-120 14-160 40-166C70-170 108-140 106-104C96-90 84-98 78-106C72-116 66-120 62-112C60-96 60-80 58-62z")}${sewn(shape("M26-74C22-112 26-140 42-146Q60-140 62-118Q50-100 46-74z", pink(cloth)))}`;
  const straight = `<g transform="scale(-1 1)">${ear}</g>`;
  return { behind: ear + (cloth.chance.once(0.45) ? bent : straight), front: "", tie: [72, -52] };
}

/** Long ones that hang. */
export function lop(cloth: Cloth): Ears {
  const swing = cloth.chance.between(-4, 10);
  return {
    behind: "",
    front: cloth.twins(
      shape(
        d`M-30-74C-84-96-122-50 ${-116 - swing} 40C${-112 - swing} 84-66 84-68 40C-70 0-64-36-34-58z`,
      ) +
        sewn(
          shape(
            d`M-64-62C-90-54-108-10 ${-103 - swing} 40Q${-94 - swing} 62-82 44C-84 4-80-38-64-62z`,
            pink(cloth),
          ),
        ),
    ),
    tie: [104, -20],
  };
}

/** A dog's, at times in a darker cloth. */
export function flop(cloth: Cloth): Ears {
  const swing = cloth.chance.between(-8, 12);
  const lower = cloth.chance.between(30, 52);
  const coat = cloth.chance.once(0.6)
    ? fill(mix(cloth.base, cloth.dark ? "#000000" : "#3a1d1a", 0.32))
    : "";
  return {
    behind: "",
    front: cloth.twins(
      shape(
        d`M-40-74C-92-92-124-28 ${-112 - swing} ${lower - 6}C${-108 - swing} ${lower + 26}-74 ${lower + 22}-72 ${lower - 8}C-70 2-66-28-40-50z`,
        coat,
      ),
    ),
    tie: [100, -24],
  };
}
