import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { both, d, dots, fill, line, oval, sewn, shape, stitch } from "../../shapes";

/** A snout. */
export function pig(cloth: Cloth): string {
  const deep = mix(cloth.shade, "#6a1f3f", 0.3);
  return (
    oval(0, 26, 38, 28, fill(cloth.patch)) +
    sewn(
      shape("M-17 18q7-3 8 5t-5 13q-8 0-9-8zM17 18q-7-3-8 5t5 13q8 0 9-8z", fill(deep)),
      line("M-22 58q22 12 44 0", cloth.seam, 3),
    )
  );
}

/** An elephant's, with tusks, to one side or the other. */
export function trunk(cloth: Cloth): string {
  const side = cloth.chance.side();
  const curl = cloth.chance.between(-6, 10);
  const tip = 58 + curl;
  const nose = shape(
    d`M-29 2C-30 50-34 92-6 108S${tip} 118 ${tip + 8} 92C${tip + 12} 78 ${tip - 14} 72 ${tip - 17} 86C${tip - 24} 96 22 92 24 66C25 40 28 20 29 2z`,
  );
  const rings = sewn(
    line(
      "M-22 40q22 10 45-2M-22 56q22 12 45-1M-20 72q20 10 43 0M-12 88q16-2 34-12",
      cloth.seam,
      2.2,
      ' opacity=".5"',
    ),
    oval(tip - 4, 83, 9, 6, `${fill(cloth.seam)} opacity=".55"`, -14),
  );
  const tusks = sewn(
    shape("M-38 34q-12 24 4 34q2-16 8-30zM38 34q12 24-4 34q-2-16-8-30z", fill("#fff6e2")),
  );
  return tusks + (side > 0 ? nose + rings : `<g transform="scale(-1 1)">${nose}${rings}</g>`);
}

/** A horse's. */
export function long(cloth: Cloth): string {
  return (
    shape("M-42-8C-52 30-62 50-54 74C-48 96 48 96 54 74C62 50 52 30 42-8z") +
    shape("M-56 56C-60 94-30 100 0 100S60 94 56 56Q0 34-56 56z", fill(cloth.patch)) +
    sewn(
      dots(both([26, 66]), 14, mix(cloth.seam, "#20121c", 0.3)),
      line(d`M-24 84q24 ${cloth.chance.between(6, 14)} 48 0`, cloth.seam, 3),
      stitch("M0-74V40", cloth.seam),
    )
  );
}
