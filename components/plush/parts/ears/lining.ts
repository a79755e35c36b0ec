import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { fill } from "../../shapes";

/** The pink inside of an ear. */
export const pink = (cloth: Cloth): string => fill(mix(cloth.pale, "#f08fa0", 0.45));

/** The cloth's patch inside of an ear. */
export const inner = (cloth: Cloth): string => fill(cloth.patch);
