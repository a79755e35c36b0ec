import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { d, fill, line, oval, sewn, shape } from "../../shapes";

/** A rabbit's. */
export function bob(cloth: Cloth): string {
  return oval(24, -6, 27, 26, fill(cloth.patch));
}

/** A fox's. */
export function brush(cloth: Cloth): string {
  const lift = cloth.chance.between(-16, 12);
  return (
    shape(
      d`M-20 10C30 20 40-30 50-70C60 ${-120 + lift} 100 ${-120 + lift} 112 ${-90 + lift}C124-30 70 40-10 30z`,
    ) +
    shape(
      d`M56-88C66 ${-120 + lift} 100 ${-120 + lift} 112 ${-90 + lift}Q114-76 110-62Q98-84 88-66Q74-94 56-88z`,
      fill(cloth.patch),
    )
  );
}

/** A raccoon's. */
export function ringed(cloth: Cloth): string {
  return (
    brush(cloth) +
    sewn(
      line(
        "M24 8Q44 14 56 26M40-24Q66-20 88-2M54-58Q82-60 106-40",
        mix(cloth.shade, "#17121a", 0.6),
        13,
      ),
    )
  );
}

/** A fall of hair. */
export function horse(cloth: Cloth): string {
  return shape(
    d`M-20-30C10-66 60-50 58 0C56 40 72 70 ${54 + cloth.chance.between(-8, 12)} 104C24 96 6 50 10 10z`,
    fill(mix(cloth.shade, "#5b3a22", 0.5)),
  );
}
