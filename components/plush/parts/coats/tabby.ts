import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { line, sewn } from "../../shapes";
import type { Coat } from "../coat";
import { plain } from "./patched";

/** A cat's faint lines, or none. */
export function tabby(cloth: Cloth): Coat {
  if (cloth.chance.once(0.35)) return plain();
  const colour = cloth.dark ? cloth.seam : mix(cloth.shade, "#3a1d1a", 0.2);
  return {
    head: sewn(
      line(
        "M-20-74v26M0-76v32M20-74v26M-88 6h22M-84 24h20M88 6h-22M84 24h-20",
        colour,
        8,
        ' opacity=".8"',
      ),
    ),
    body: sewn(
      line(
        "M-66 236l22 8M-82 268l24 4M-92 300h24M66 236l-22 8M82 268l-24 4M92 300h-24",
        colour,
        8,
        ' opacity=".8"',
      ),
    ),
  };
}
