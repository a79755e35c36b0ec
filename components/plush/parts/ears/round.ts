import type { Cloth } from "../../cloth";
import { oval, sewn } from "../../shapes";
import type { Ears } from "../ears";
import { inner, pink } from "./lining";

/** A bear's. */
export function round(cloth: Cloth): Ears {
  const r = cloth.chance.between(24, 38);
  return {
    behind: cloth.twins(
      oval(-62, -58, r, r) + sewn(oval(-60, -55, r * 0.6, r * 0.6, inner(cloth))),
    ),
    front: "",
    tie: [66, -60],
  };
}

/** Little round ones. */
export function small(cloth: Cloth): Ears {
  return {
    behind: cloth.twins(oval(-64, -56, 20, 20) + sewn(oval(-62, -53, 11, 11, pink(cloth)))),
    front: "",
    tie: [66, -56],
  };
}

/** Great round ones, pink inside. */
export function mouse(cloth: Cloth): Ears {
  const r = cloth.chance.between(44, 52);
  return {
    behind: cloth.twins(
      oval(-76, -60, r, r) + sewn(oval(-73, -56, r * 0.68, r * 0.68, pink(cloth))),
    ),
    front: "",
    tie: [92, -60],
  };
}

/** A koala's, with a fringe. */
export function fluff(cloth: Cloth): Ears {
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
