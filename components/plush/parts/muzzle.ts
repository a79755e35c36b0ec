import { bill, broad, mask } from "./muzzles/flat";
import { bear, cat, dog, fox } from "./muzzles/furred";
import { button, mouse, rabbit } from "./muzzles/small";
import { long, pig, trunk } from "./muzzles/snouts";

export type Muzzle = keyof typeof muzzles;

/** Snouts, noses and mouths, about the middle of a head. */
export const muzzles = {
  bear,
  dog,
  cat,
  rabbit,
  pig,
  trunk,
  broad,
  long,
  mouse,
  mask,
  button,
  fox,
  bill,
};
