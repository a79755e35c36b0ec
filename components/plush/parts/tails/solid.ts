import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { d, fill, line, sewn, shape } from "../../shapes";

/** A dog's. */
export function wag(cloth: Cloth): string {
  const lift = cloth.chance.between(-14, 14);
  return shape(
    d`M-20 10C40 14 62-20 ${58 + lift}-66C${72 + lift}-84 ${88 + lift}-60 84-40C80 0 50 36-10 30z`,
  );
}

/** A beaver's. */
export function paddle(cloth: Cloth): string {
  return (
    shape(
      "M-30 20C20 20 30-50 70-72C108-84 118-36 98-6C70 30 20 44-30 36z",
      fill(mix(cloth.shade, "#2c1a18", 0.35)),
    ) +
    sewn(line("M40-20l44 22M52-42l44 22M66-60l-40 70M90-62l-44 78", cloth.seam, 2, ' opacity=".6"'))
  );
}

/** A kangaroo's. */
export function thick(cloth: Cloth): string {
  const lift = cloth.chance.between(-10, 16);
  return shape(
    d`M-40-40C10-30 60-4 112 ${-16 - lift}C136 ${-20 - lift} 132 6 116 14C70 46 0 50-40 36z`,
  );
}
