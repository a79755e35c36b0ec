import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { both, d, dots, fill, line, oval, sewn, shape, stitch } from "../../shapes";

/** A bare face below the fringe, as monkeys have it: eyes sit on it. */
export function mask(cloth: Cloth): string {
  return (
    shape(
      "M0-34C-14-52-62-50-60-8C-58 8-52 12-50 24C-48 58-24 68 0 68S48 58 50 24C52 12 58 8 60-8C62-50 14-52 0-34z",
      fill(cloth.patch),
    ) +
    sewn(
      dots(both([7, 24]), 6, mix(cloth.shade, "#20121c", 0.4)),
      line(
        d`M-26 40q26 ${cloth.chance.between(16, 26)} 52 0`,
        mix(cloth.shade, "#20121c", 0.4),
        3.4,
      ),
    )
  );
}

/** A cow's or a hippopotamus's. */
export function broad(cloth: Cloth): string {
  return (
    oval(0, 40, 58, 38, fill(cloth.patch)) +
    sewn(
      dots(both([24, 30]), 14, mix(cloth.shade, "#57283a", 0.4)),
      line(d`M-30 52q30 ${cloth.chance.between(12, 20)} 60 0`, cloth.seam, 3),
    )
  );
}

/** A platypus's. */
export function bill(cloth: Cloth): string {
  const felt = mix(cloth.pale, "#e0a04a", 0.6);
  return (
    oval(0, 74, 70, 22, fill(mix(felt, "#5a2a1a", 0.3))) +
    shape(
      "M-34 6C-66 16-112 36-112 58C-110 78-50 84 0 84S110 78 112 58C112 36 66 16 34 6Q0-4-34 6z",
      fill(felt),
    ) +
    sewn(
      dots(both([14, 26]), 8, mix(felt, "#3a1a12", 0.6)),
      stitch("M-92 60Q0 76 92 60", mix(felt, "#3a1a12", 0.4)),
    )
  );
}
