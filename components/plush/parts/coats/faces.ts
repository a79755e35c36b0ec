import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { fill, oval, sewn, shape } from "../../shapes";
import type { Coat } from "../coat";

/** A raccoon's mask. */
export function bandit(cloth: Cloth): Coat {
  const colour = fill(mix(cloth.shade, "#17121a", 0.6));
  return {
    head: sewn(
      cloth.twins(
        shape("M-88 4C-76-22-30-28-12-6Q-14 26-46 24Q-74 28-88 4z", colour) +
          oval(-44, -30, 22, 9, fill(cloth.patch), -12),
      ),
    ),
    body: "",
  };
}

/** A pale streak from brow to nose. */
export function blaze(cloth: Cloth): Coat {
  return {
    head: sewn(shape("M-8-80Q0-84 8-80Q18-30 26 20H-26Q-18-30-8-80z", fill(cloth.patch))),
    body: "",
  };
}

/** Two dark bands over the eyes. */
export function badger(cloth: Cloth): Coat {
  return {
    head: sewn(
      cloth.twins(
        shape("M-40-70Q-22-70-18-40Q-20 0-32 22Q-58 20-56-8Q-60-50-40-70z", fill("#38353f")),
      ),
    ),
    body: "",
  };
}
