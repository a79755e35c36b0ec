import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { d, fill, oval, shape } from "../../shapes";
import type { Crown } from "../crown";

/** A woollen cap. */
export function curls(cloth: Cloth): Crown {
  const bob = (x: number, y: number, r: number): string => oval(x, y, r, r * 0.92);
  const sway = cloth.chance.between(-4, 4);
  return {
    behind: "",
    front:
      bob(-48, -56, 25) +
      bob(48, -56, 25) +
      bob(-24 + sway, -74, 27) +
      bob(24 + sway, -74, 27) +
      bob(sway, -56, 26),
  };
}

/** A crest of feathers or hair. */
export function tuft(cloth: Cloth): Crown {
  return {
    behind: "",
    front: shape(
      d`M-30-70Q-28-104 ${cloth.chance.between(-14, 4)}-112Q-8-98 0-92Q4-112 20-116Q18-98 34-72Q0-56-30-70z`,
    ),
  };
}

/** A hedgehog's: the stroke's dashes are the spines. */
export function spikes(cloth: Cloth): Crown {
  const colour = mix(cloth.shade, "#3a2418", 0.45);
  const quill = (rx: number, width: number, hue: string): string =>
    oval(
      0,
      -14,
      rx,
      rx * 0.94,
      `${fill(colour)} stroke="${hue}" stroke-width="${width}" stroke-dasharray="3 5"`,
    );
  return {
    behind: quill(104, 52, colour) + quill(92, 34, mix(colour, "#fff0d8", 0.35)),
    front: shape(
      "M-84-8C-80-58-44-84 0-84S80-58 84-8L66-32L54-14L40-40L26-22L12-46L0-26L-12-46L-26-22L-40-40L-54-14L-66-32z",
      fill(colour),
    ),
  };
}
