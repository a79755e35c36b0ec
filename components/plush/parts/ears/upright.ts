import type { Cloth } from "../../cloth";
import { d, sewn, shape } from "../../shapes";
import type { Ears } from "../ears";
import { pink } from "./lining";

/** A cat's. */
export function point(cloth: Cloth): Ears {
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

/** Triangles that fall forward. */
export function pig(cloth: Cloth): Ears {
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

/** Narrow ones on top. */
export function horse(cloth: Cloth): Ears {
  return {
    behind: cloth.twins(
      shape("M-60-52Q-76-108-54-122Q-26-106-22-72z") +
        sewn(shape("M-54-64Q-60-98-50-106Q-36-94-34-74z", pink(cloth))),
    ),
    front: "",
    tie: [60, -62],
  };
}
