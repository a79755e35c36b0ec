import type { Cloth } from "../cloth";
import { mix } from "../colour";
import { both, d, dots, fill, line, oval, sewn, shape } from "../shapes";
import { blush, eyes } from "./eyes";

/** A blunt head with a long mouth about (0, 0), of these half axes. */
export const reptileFace = (cloth: Cloth, rx: number, ry: number): string =>
  oval(0, 0, rx, ry) +
  shape(
    d`M${-rx * 0.92} 18Q0 ${ry * 0.55} ${rx * 0.92} 18C${rx * 0.8} ${ry * 0.8} ${rx * 0.4} ${ry} 0 ${ry}S${-rx * 0.8} ${ry * 0.8}${-rx * 0.92} 18z`,
    fill(cloth.patch),
  ) +
  sewn(
    line(d`M${-rx * 0.86} 18Q0 ${ry * 0.6} ${rx * 0.86} 18`, mix(cloth.seam, cloth.ink, 0.2), 3.4),
    dots(both([8, 8]), 6, cloth.seam),
    blush(cloth, rx * 0.76, 16),
    eyes(cloth, rx * 0.5, -12, 24),
  );
