import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { d, fill, line, shape } from "../../shapes";

/** A nose with a gleam at height `y`, half as wide as `r`. */
export function noseOf(cloth: Cloth, y: number, r: number): string {
  const colour = cloth.dark ? "#17121a" : cloth.chance.pick([cloth.ink, "#4a2b25", cloth.ink]);
  return (
    shape(
      d`M${-r} ${y - r * 0.35}C${-r} ${y - r} ${r} ${y - r} ${r} ${y - r * 0.35}C${r} ${y + r * 0.4} ${r * 0.4} ${y + r * 0.8} 0 ${y + r * 0.8}S${-r} ${y + r * 0.4} ${-r} ${y - r * 0.35}z`,
      fill(colour),
    ) + line(d`M${-r * 0.5} ${y - r * 0.34}h${r * 0.4}`, "#fff", r * 0.34, ' opacity=".6"')
  );
}

/** The stitched upside-down Y. */
export function smile(cloth: Cloth, y: number, width: number): string {
  const lift = cloth.chance.between(7, 11);
  return line(
    d`M0 ${y}v${lift}q${-width * 0.5} ${lift} ${-width} 1m${width}-1q${width * 0.5} ${lift} ${width} 1`,
    mix(cloth.pale, "#20121c", 0.72),
    3,
  );
}
