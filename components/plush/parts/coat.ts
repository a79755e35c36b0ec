import type { Cloth } from "../cloth";
import { mix } from "../colour";
import { both, dots, fill, line, oval, type Point, sewn, shape } from "../shapes";

export interface Coat {
  /** On a head. */
  head: string;
  /** On a seated body. */
  body: string;
}

export type CoatKind = keyof typeof coats;

/** Printed and appliquéd patterns. */
export const coats = {
  plain,
  patch,
  spots,
  rosettes,
  stripes,
  tabby,
  cow,
  panda,
  bandit,
  blaze,
  zebra,
  giraffe,
  spines,
  badger,
  wool,
};

const dark = (cloth: Cloth): string => mix(cloth.shade, cloth.dark ? "#000000" : "#24130f", 0.55);

function plain(): Coat {
  return { head: "", body: "" };
}

/** One eye in another colour. */
function patch(cloth: Cloth): Coat {
  const side = cloth.chance.side();
  return {
    head: sewn(oval(side * 40, -10, 30, 34, fill(mix(cloth.shade, "#3a1d1a", 0.3)), side * 14)),
    body: sewn(oval(side * -54, 252, 26, 24, fill(mix(cloth.shade, "#3a1d1a", 0.3)), 20)),
  };
}

function spots(cloth: Cloth): Coat {
  const { chance } = cloth;
  const colour = dark(cloth);
  const nudge = (x: number, y: number): Point => [
    x + chance.between(-7, 7),
    y + chance.between(-7, 7),
  ];
  return {
    head: sewn(
      dots([nudge(-58, -30), nudge(30, -56), nudge(64, 18)], 17, colour),
      dots([nudge(-14, -58), nudge(-62, 16), nudge(58, -24)], 11, colour),
    ),
    body: sewn(
      dots([nudge(-68, 262), nudge(66, 250), nudge(68, 318), nudge(-60, 326)], 18, colour),
      dots([nudge(-44, 226), nudge(40, 224), nudge(-78, 296)], 12, colour),
    ),
  };
}

function rosettes(cloth: Cloth): Coat {
  const { chance } = cloth;
  const nudge = ([x, y]: Point): Point => [x + chance.between(-5, 5), y + chance.between(-5, 5)];
  const rings = (at: readonly Point[]): string =>
    sewn(
      dots(at, 21, dark(cloth)),
      dots(
        at.map(([x, y]): Point => [x + 2, y + 1]),
        11,
        cloth.base,
      ),
    );
  return {
    head: rings(([...both([30, -56], [66, -16], [60, 20]), [0, -46]] satisfies Point[]).map(nudge)),
    body: rings(both([64, 256], [78, 294], [58, 328]).map(nudge)),
  };
}

function stripes(cloth: Cloth): Coat {
  const colour = fill(dark(cloth));
  return {
    head: sewn(
      cloth.twins(
        shape(
          "M-86-6Q-64-8-52 4Q-68 6-87 10zM-82 26Q-64 24-54 32Q-66 38-76 40zM-24-76Q-18-58-22-44Q-34-58-38-70z",
          colour,
        ),
      ),
      shape("M-6-80H6Q5-56 0-38Q-5-56-6-80z", colour),
    ),
    body: sewn(
      cloth.twins(
        shape(
          "M-64 234Q-46 240-38 252Q-56 250-74 254zM-88 280Q-66 280-58 290Q-74 294-94 298zM-92 322Q-72 318-62 324Q-74 334-88 340z",
          colour,
        ),
      ),
    ),
  };
}

function tabby(cloth: Cloth): Coat {
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

function cow(cloth: Cloth): Coat {
  const side = cloth.chance.side();
  const colour = fill(cloth.dark ? cloth.pale : mix(cloth.shade, "#2a1a18", 0.5));
  const flip = (markup: string): string =>
    side > 0 ? markup : `<g transform="scale(-1 1)">${markup}</g>`;
  return {
    head: flip(sewn(shape("M-62-50C-40-72-10-60-16-30C-18 0-52 14-66-6Q-74-30-62-50z", colour))),
    body: flip(
      sewn(
        shape(
          "M40 220C64 214 86 250 82 272C70 286 40 270 36 250zM-84 300C-66 288-50 306-56 326Q-74 340-90 326z",
          colour,
        ),
      ),
    ),
  };
}

function panda(cloth: Cloth): Coat {
  return { head: sewn(cloth.twins(oval(-39, 0, 24, 30, fill("#35323b"), 28))), body: "" };
}

function bandit(cloth: Cloth): Coat {
  const colour = fill(mix(cloth.shade, "#17121a", 0.6));
  return {
    head: sewn(
      cloth.twins(
        shape("M-88 4C-76-22-30-28-12-6Q-14 26-46 24Q-74 28-88 4z", colour) +
          oval(-44, -30, 22, 9, fill(cloth.patch), -12),
      ),
    ),
    body: "",
  };
}

function blaze(cloth: Cloth): Coat {
  return {
    head: sewn(shape("M-8-80Q0-84 8-80Q18-30 26 20H-26Q-18-30-8-80z", fill(cloth.patch))),
    body: "",
  };
}

function badger(cloth: Cloth): Coat {
  return {
    head: sewn(
      cloth.twins(
        shape("M-40-70Q-22-70-18-40Q-20 0-32 22Q-58 20-56-8Q-60-50-40-70z", fill("#38353f")),
      ),
    ),
    body: "",
  };
}

function zebra(cloth: Cloth): Coat {
  const colour = cloth.dark ? cloth.pale : "#38353f";
  return {
    head: sewn(
      line(
        "M-78-34q22 4 34 20M-86-6q20 0 32 14M-50 52q14-4 26 2M78-34q-22 4-34 20M86-6q-20 0-32 14M50 52q-14-4-26 2",
        colour,
        9,
      ),
    ),
    body: sewn(
      line(
        "M-66 232q26 8 36 26M-82 264q22 2 36 22M-92 298q22 0 34 16M66 232q-26 8-36 26M82 264q-22 2-36 22M92 298q-22 0-34 16",
        colour,
        9,
      ),
    ),
  };
}

function giraffe(cloth: Cloth): Coat {
  const colour = mix(cloth.shade, "#8a4a1c", 0.6);
  return {
    head: sewn(dots(both([50, -50], [17, -60]), 20, colour)),
    body: sewn(dots(both([44, 228], [68, 268], [74, 314]), 26, colour)),
  };
}

function spines(cloth: Cloth): Coat {
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

function wool(cloth: Cloth): Coat {
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
