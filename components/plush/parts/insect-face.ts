import type { Cloth } from "../cloth";
import { d, dots, line, sewn } from "../shapes";

/** Two feelers with a knob each, rooted in a head about (0, 0). */
export function feelers(cloth: Cloth, colour: string): string {
  const lean = cloth.chance.between(-10, 10);
  return sewn(
    line(
      d`M-24-54Q-30-96 ${-56 + lean}-104M24-54Q30-96 ${56 + lean}-104`,
      cloth.dark ? cloth.seam : colour,
      6,
    ),
    dots(
      [
        [-56 + lean, -104],
        [56 + lean, -104],
      ],
      20,
      cloth.dark ? cloth.seam : colour,
    ),
  );
}

/** A stitched smile in a colour. */
export const smile = (colour: string): string => line("M-22 24q22 20 44 0", colour, 3.6);

/** The near-black of insects. */
export const NIGHT = "#38343e";
