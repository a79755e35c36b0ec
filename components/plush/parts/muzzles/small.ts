import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { dots, fill, line, oval, sewn, shape } from "../../shapes";
import { smile } from "./nose";

/** Two pads over two teeth. */
export function rabbit(cloth: Cloth): string {
  return (
    cloth.twins(oval(-18, 36, 24, 20, fill(cloth.patch))) +
    sewn(
      shape("M-10 47h20v13q0 4-4 4h-12q-4 0-4-4z", fill("#fffaf0")),
      line("M0 47v16", "#cfc5b8", 1.6),
      shape("M-12 18q12-5 24 0q-3 10-12 13q-9-3-12-13z", fill("#e2808e")),
      smile(cloth, 29, 16),
    )
  );
}

/** A small one with whiskers. */
export function mouse(cloth: Cloth): string {
  return (
    oval(0, 40, 30, 24, fill(cloth.patch)) +
    sewn(
      line(
        "M-26 40l-40-6m40 12l-40 6M26 40l40-6m-40 12l40 6",
        cloth.dark ? "#d9d2da" : cloth.seam,
        2,
      ),
      dots([[0, 28]], 24, "#e58796"),
      dots([[-4, 24]], 6, "#fff", ' opacity=".7"'),
      smile(cloth, 41, 11),
    )
  );
}

/** A koala's great nose. */
export function button(cloth: Cloth): string {
  return sewn(
    oval(0, 22, 19, 26, fill(mix(cloth.ink, "#5a4a5a", 0.15))),
    oval(-6, 10, 6, 8, `${fill("#fff")} opacity=".35"`, 20),
    smile(cloth, 47, 13),
  );
}
