import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { fill, oval, sewn, shape } from "../../shapes";
import type { Coat } from "../coat";

/** No pattern. */
export function plain(): Coat {
  return { head: "", body: "" };
}

/** One eye in another colour. */
export function patch(cloth: Cloth): Coat {
  const side = cloth.chance.side();
  return {
    head: sewn(oval(side * 40, -10, 30, 34, fill(mix(cloth.shade, "#3a1d1a", 0.3)), side * 14)),
    body: sewn(oval(side * -54, 252, 26, 24, fill(mix(cloth.shade, "#3a1d1a", 0.3)), 20)),
  };
}

/** Great patches, on one side or the other. */
export function cow(cloth: Cloth): Coat {
  const side = cloth.chance.side();
  const colour = fill(cloth.dark ? cloth.pale : mix(cloth.shade, "#2a1a18", 0.5));
  const flip = (markup: string): string =>
    side > 0 ? markup : `<g transform="scale(-1 1)">${markup}</g>`;
  return {
    head: flip(sewn(shape("M-62-50C-40-72-10-60-16-30C-18 0-52 14-66-6Q-74-30-62-50z", colour))),
    body: flip(
      sewn(
        shape(
          "M40 220C64 214 86 250 82 272C70 286 40 270 36 250zM-84 300C-66 288-50 306-56 326Q-74 340-90 326z",
          colour,
        ),
      ),
    ),
  };
}

/** Dark rings about the eyes. */
export function panda(cloth: Cloth): Coat {
  return { head: sewn(cloth.twins(oval(-39, 0, 24, 30, fill("#35323b"), 28))), body: "" };
}
