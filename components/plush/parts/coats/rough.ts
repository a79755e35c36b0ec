import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { line, sewn } from "../../shapes";
import type { Coat } from "../coat";

/** A hedgehog's brow. */
export function spines(cloth: Cloth): Coat {
  return {
    head: line(
      "M-70-40l10 8M-50-62l8 12M-24-72l5 14M4-74v15M30-70l-5 14M54-58l-8 12M72-38l-10 8",
      mix(cloth.light, "#fff", 0.3),
      4,
      ' stroke-dasharray="0"',
    ),
    body: "",
  };
}

/** Stitched curls. */
export function wool(cloth: Cloth): Coat {
  const tuft = "q8 10 16 0q8 10 16 0";
  return {
    head: "",
    body: sewn(
      line(
        `M-80 262${tuft}M-56 236${tuft}M34 240${tuft}M52 272${tuft}M-92 304${tuft}M60 312${tuft}M-4 222${tuft}`,
        cloth.seam,
        3,
        ' opacity=".55"',
      ),
    ),
  };
}
