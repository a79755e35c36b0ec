import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { both, dots, fill, line, oval, sewn, shape, stitch } from "../../shapes";
import { noseOf, smile } from "./nose";

/** One pale oval with a nose on top. */
export function bear(cloth: Cloth): string {
  return (
    oval(0, 33, 40, 31, fill(cloth.patch)) +
    sewn(noseOf(cloth, 17, 15), smile(cloth, 29, 14), stitch("M0-78V-40", cloth.seam))
  );
}

/** Two pads, at times with the tongue out. */
export function dog(cloth: Cloth): string {
  const tongue = cloth.chance.once(0.45)
    ? shape("M-10 46h20v14a10 10 0 0 1-20 0z", fill("#e87f8d")) + line("M0 48v12", "#c95f72", 2)
    : "";
  return (
    cloth.twins(oval(-19, 36, 26, 24, fill(cloth.patch))) +
    sewn(
      tongue,
      noseOf(cloth, 14, 18),
      smile(cloth, 27, 19),
      dots(both([16, 38], [25, 42]), 3, cloth.seam, ' opacity=".6"'),
    )
  );
}

/** Two pads with whiskers and a pink nose. */
export function cat(cloth: Cloth): string {
  const whiskers = line(
    "M-36 32l-46-8m46 15l-48 3m48 4l-42 13M36 32l46-8m-46 15l48 3m-48 4l42 13",
    cloth.dark ? "#d9d2da" : mix(cloth.seam, "#ffffff", 0.25),
    2.2,
  );
  return (
    cloth.twins(oval(-16, 34, 22, 18, fill(cloth.patch))) +
    sewn(
      whiskers,
      shape("M-11 16q11-5 22 0q-2 10-11 13q-9-3-11-13z", fill("#e58a94")),
      smile(cloth, 27, 15),
    )
  );
}

/** A pale half of the face, down to a pointed nose. */
export function fox(cloth: Cloth): string {
  return (
    shape(
      "M-88 16C-64 2-26 4-12 10Q0-6 12 10C26 4 64 2 88 16C80 56 40 66 0 74C-40 66-80 56-88 16z",
      fill(cloth.patch),
    ) + sewn(noseOf(cloth, 34, 15), smile(cloth, 46, 12))
  );
}
