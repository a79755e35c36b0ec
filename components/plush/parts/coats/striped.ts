import type { Cloth } from "../../cloth";
import { fill, line, sewn, shape } from "../../shapes";
import type { Coat } from "../coat";
import { dark } from "./print-colour";

/** A tiger's. */
export function stripes(cloth: Cloth): Coat {
  const colour = fill(dark(cloth));
  return {
    head: sewn(
      cloth.twins(
        shape(
          "M-86-6Q-64-8-52 4Q-68 6-87 10zM-82 26Q-64 24-54 32Q-66 38-76 40zM-24-76Q-18-58-22-44Q-34-58-38-70z",
          colour,
        ),
      ),
      shape("M-6-80H6Q5-56 0-38Q-5-56-6-80z", colour),
    ),
    body: sewn(
      cloth.twins(
        shape(
          "M-64 234Q-46 240-38 252Q-56 250-74 254zM-88 280Q-66 280-58 290Q-74 294-94 298zM-92 322Q-72 318-62 324Q-74 334-88 340z",
          colour,
        ),
      ),
    ),
  };
}

/** Lines all round. */
export function zebra(cloth: Cloth): Coat {
  const colour = cloth.dark ? cloth.pale : "#38353f";
  return {
    head: sewn(
      line(
        "M-78-34q22 4 34 20M-86-6q20 0 32 14M-50 52q14-4 26 2M78-34q-22 4-34 20M86-6q-20 0-32 14M50 52q-14-4-26 2",
        colour,
        9,
      ),
    ),
    body: sewn(
      line(
        "M-66 232q26 8 36 26M-82 264q22 2 36 22M-92 298q22 0 34 16M66 232q-26 8-36 26M82 264q-22 2-36 22M92 298q-22 0-34 16",
        colour,
        9,
      ),
    ),
  };
}
