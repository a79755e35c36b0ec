import type { Cloth } from "../../cloth";
import { mix } from "../../colour";

/** The brown felt of hair and knobs, by the cloth. */
export const felt = (cloth: Cloth): string => mix(cloth.shade, "#5b3a22", 0.5);
