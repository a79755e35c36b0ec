import type { Cloth } from "../cloth";
import { mix } from "../colour";
import { both, d, dots, fill, line, oval, sewn, shape, stitch } from "../shapes";

export type Muzzle = keyof typeof muzzles;

/** Snouts, noses and mouths, about the middle of a head. */
export const muzzles = {
  bear,
  dog,
  cat,
  rabbit,
  pig,
  trunk,
  broad,
  long,
  mouse,
  mask,
  button,
  fox,
  bill,
};

function bear(cloth: Cloth): string {
  return (
    oval(0, 33, 40, 31, fill(cloth.patch)) +
    sewn(noseOf(cloth, 17, 15), smile(cloth, 29, 14), stitch("M0-78V-40", cloth.seam))
  );
}

function dog(cloth: Cloth): string {
  const tongue = cloth.chance.once(0.45)
    ? shape("M-10 46h20v14a10 10 0 0 1-20 0z", fill("#e87f8d")) + line("M0 48v12", "#c95f72", 2)
    : "";
  return (
    cloth.twins(oval(-19, 36, 26, 24, fill(cloth.patch))) +
    sewn(
      tongue,
      noseOf(cloth, 14, 18),
      smile(cloth, 27, 19),
      dots(both([16, 38], [25, 42]), 3, cloth.seam, ' opacity=".6"'),
    )
  );
}

function cat(cloth: Cloth): string {
  const whiskers = line(
    "M-36 32l-46-8m46 15l-48 3m48 4l-42 13M36 32l46-8m-46 15l48 3m-48 4l42 13",
    cloth.dark ? "#d9d2da" : mix(cloth.seam, "#ffffff", 0.25),
    2.2,
  );
  return (
    cloth.twins(oval(-16, 34, 22, 18, fill(cloth.patch))) +
    sewn(
      whiskers,
      shape("M-11 16q11-5 22 0q-2 10-11 13q-9-3-11-13z", fill("#e58a94")),
      smile(cloth, 27, 15),
    )
  );
}

function rabbit(cloth: Cloth): string {
  return (
    cloth.twins(oval(-18, 36, 24, 20, fill(cloth.patch))) +
    sewn(
      shape("M-10 47h20v13q0 4-4 4h-12q-4 0-4-4z", fill("#fffaf0")),
      line("M0 47v16", "#cfc5b8", 1.6),
      shape("M-12 18q12-5 24 0q-3 10-12 13q-9-3-12-13z", fill("#e2808e")),
      smile(cloth, 29, 16),
    )
  );
}

function pig(cloth: Cloth): string {
  const deep = mix(cloth.shade, "#6a1f3f", 0.3);
  return (
    oval(0, 26, 38, 28, fill(cloth.patch)) +
    sewn(
      shape("M-17 18q7-3 8 5t-5 13q-8 0-9-8zM17 18q-7-3-8 5t5 13q8 0 9-8z", fill(deep)),
      line("M-22 58q22 12 44 0", cloth.seam, 3),
    )
  );
}

function trunk(cloth: Cloth): string {
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

function broad(cloth: Cloth): string {
  return (
    oval(0, 40, 58, 38, fill(cloth.patch)) +
    sewn(
      dots(both([24, 30]), 14, mix(cloth.shade, "#57283a", 0.4)),
      line(d`M-30 52q30 ${cloth.chance.between(12, 20)} 60 0`, cloth.seam, 3),
    )
  );
}

function long(cloth: Cloth): string {
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

function mouse(cloth: Cloth): string {
  return (
    oval(0, 40, 30, 24, fill(cloth.patch)) +
    sewn(
      line(
        "M-26 40l-40-6m40 12l-40 6M26 40l40-6m-40 12l40 6",
        cloth.dark ? "#d9d2da" : cloth.seam,
        2,
      ),
      dots([[0, 28]], 24, "#e58796"),
      dots([[-4, 24]], 6, "#fff", ' opacity=".7"'),
      smile(cloth, 41, 11),
    )
  );
}

/** A bare face below the fringe, as monkeys have it: eyes sit on it. */
function mask(cloth: Cloth): string {
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

function button(cloth: Cloth): string {
  return sewn(
    oval(0, 22, 19, 26, fill(mix(cloth.ink, "#5a4a5a", 0.15))),
    oval(-6, 10, 6, 8, `${fill("#fff")} opacity=".35"`, 20),
    smile(cloth, 47, 13),
  );
}

function fox(cloth: Cloth): string {
  return (
    shape(
      "M-88 16C-64 2-26 4-12 10Q0-6 12 10C26 4 64 2 88 16C80 56 40 66 0 74C-40 66-80 56-88 16z",
      fill(cloth.patch),
    ) + sewn(noseOf(cloth, 34, 15), smile(cloth, 46, 12))
  );
}

/** A platypus's. */
function bill(cloth: Cloth): string {
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

function noseOf(cloth: Cloth, y: number, r: number): string {
  const colour = cloth.dark ? "#17121a" : cloth.chance.pick([cloth.ink, "#4a2b25", cloth.ink]);
  return (
    shape(
      d`M${-r} ${y - r * 0.35}C${-r} ${y - r} ${r} ${y - r} ${r} ${y - r * 0.35}C${r} ${y + r * 0.4} ${r * 0.4} ${y + r * 0.8} 0 ${y + r * 0.8}S${-r} ${y + r * 0.4} ${-r} ${y - r * 0.35}z`,
      fill(colour),
    ) + line(d`M${-r * 0.5} ${y - r * 0.34}h${r * 0.4}`, "#fff", r * 0.34, ' opacity=".6"')
  );
}

/** The stitched upside-down Y. */
function smile(cloth: Cloth, y: number, width: number): string {
  const lift = cloth.chance.between(7, 11);
  return line(
    d`M0 ${y}v${lift}q${-width * 0.5} ${lift} ${-width} 1m${width}-1q${width * 0.5} ${lift} ${width} 1`,
    mix(cloth.pale, "#20121c", 0.72),
    3,
  );
}
