import type { Cloth } from "../cloth";
import { mix } from "../colour";
import { d, fill, oval, type Point, sewn, shape } from "../shapes";

export interface Ears {
  behind: string;
  front: string;
  /** Where the tag's string is tied: on the right ear. */
  tie: Point;
}

export type Ear = keyof typeof ears;

/** Pairs of ears about the middle of a head. */
export const ears = {
  round,
  mouse,
  side,
  point,
  tall,
  lop,
  flop,
  leaf,
  fan,
  pig,
  horse,
  fluff,
  small,
  none,
};

const pink = (cloth: Cloth): string => fill(mix(cloth.pale, "#f08fa0", 0.45));
const inner = (cloth: Cloth): string => fill(cloth.patch);

function round(cloth: Cloth): Ears {
  const r = cloth.chance.between(24, 38);
  return {
    behind: cloth.twins(
      oval(-62, -58, r, r) + sewn(oval(-60, -55, r * 0.6, r * 0.6, inner(cloth))),
    ),
    front: "",
    tie: [66, -60],
  };
}

function small(cloth: Cloth): Ears {
  return {
    behind: cloth.twins(oval(-64, -56, 20, 20) + sewn(oval(-62, -53, 11, 11, pink(cloth)))),
    front: "",
    tie: [66, -56],
  };
}

function mouse(cloth: Cloth): Ears {
  const r = cloth.chance.between(44, 52);
  return {
    behind: cloth.twins(
      oval(-76, -60, r, r) + sewn(oval(-73, -56, r * 0.68, r * 0.68, pink(cloth))),
    ),
    front: "",
    tie: [92, -60],
  };
}

function side(cloth: Cloth): Ears {
  return {
    behind: cloth.twins(oval(-88, -2, 31, 35) + sewn(oval(-90, -1, 19, 22, inner(cloth)))),
    front: "",
    tie: [98, 0],
  };
}

function fluff(cloth: Cloth): Ears {
  const r = cloth.chance.between(46, 52);
  return {
    behind: cloth.twins(
      oval(-84, -46, r, r * 0.95) +
        sewn(
          oval(
            -82,
            -38,
            r * 0.66,
            r * 0.6,
            `${inner(cloth)} stroke="#fff8ee" stroke-width="12" stroke-dasharray="2 3"`,
          ),
        ),
    ),
    front: "",
    tie: [104, -46],
  };
}

function point(cloth: Cloth): Ears {
  const tip = cloth.chance.between(-6, 8);
  return {
    behind: cloth.twins(
      shape(d`M-84-14Q-92-70 ${-76 + tip}-108Q-40-96-16-62z`) +
        sewn(shape(d`M-72-34Q-76-70 ${-69 + tip}-90Q-48-80-34-60z`, pink(cloth))),
    ),
    front: "",
    tie: [70, -82],
  };
}

function tall(cloth: Cloth): Ears {
  const lean = cloth.chance.between(2, 14);
  const ear =
    oval(-36, -122, 24, 68, "", -lean) + sewn(oval(-36, -118, 13, 52, pink(cloth), -lean));
  const bent = `${shape("M12-62C6-120 14-160 40-166C70-170 108-140 106-104C96-90 84-98 78-106C72-116 66-120 62-112C60-96 60-80 58-62z")}${sewn(shape("M26-74C22-112 26-140 42-146Q60-140 62-118Q50-100 46-74z", pink(cloth)))}`;
  const straight = `<g transform="scale(-1 1)">${ear}</g>`;
  return { behind: ear + (cloth.chance.once(0.45) ? bent : straight), front: "", tie: [72, -52] };
}

function lop(cloth: Cloth): Ears {
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

function flop(cloth: Cloth): Ears {
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

function leaf(cloth: Cloth): Ears {
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

function fan(cloth: Cloth): Ears {
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

function pig(cloth: Cloth): Ears {
  const tip = cloth.chance.between(-10, 6);
  return {
    behind: "",
    front: cloth.twins(
      shape(d`M-74-30C-86-60-92-90 ${-86 + tip}-104Q-48-104-22-72Q-54-62-74-30z`) +
        sewn(
          shape(d`M-70-48C-78-66-80-82 ${-77 + tip}-92Q-56-90-40-74Q-58-64-70-48z`, pink(cloth)),
        ),
    ),
    tie: [72, -80],
  };
}

function horse(cloth: Cloth): Ears {
  return {
    behind: cloth.twins(
      shape("M-60-52Q-76-108-54-122Q-26-106-22-72z") +
        sewn(shape("M-54-64Q-60-98-50-106Q-36-94-34-74z", pink(cloth))),
    ),
    front: "",
    tie: [60, -62],
  };
}

function none(): Ears {
  return { behind: "", front: "", tie: [52, -62] };
}
