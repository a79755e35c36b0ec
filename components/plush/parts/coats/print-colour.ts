import type { Cloth } from "../../cloth";
import { mix } from "../../colour";

/** The colour that a pattern is printed in on this cloth. */
export const dark = (cloth: Cloth): string =>
  mix(cloth.shade, cloth.dark ? "#000000" : "#24130f", 0.55);
