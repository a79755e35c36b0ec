import type { Cloth } from "../cloth";
import { mix } from "../colour";
import { d, dots, fill, line, oval, type Point, sewn, shape } from "../shapes";

export interface Crown {
  behind: string;
  front: string;
}

export type CrownKind = keyof typeof crowns;

/** What grows on a head besides ears. */
export const crowns = {
  none,
  antlers,
  branches,
  horns,
  bullhorns,
  goat,
  mane,
  unicorn,
  forelock,
  curls,
  rhino,
  ossicones,
  tuft,
  spikes,
};

const HORN = "#ead7b2";
const felt = (cloth: Cloth): string => mix(cloth.shade, "#5b3a22", 0.5);

function none(): Crown {
  return { behind: "", front: "" };
}

function antlers(cloth: Cloth): Crown {
  const lift = cloth.chance.between(-8, 10);
  const colour = fill(cloth.chance.pick(["#d9a45c", "#c9955a", "#e2b978"]));
  return {
    behind: cloth.twins(
      shape(
        d`M-34-64C-60-72-74-84-80-98C-104-92-138-96-160-${118 + lift}C-168-${128 + lift}-154-136-146-128C-152-146-142-158-132-146C-130-166-114-170-108-152C-100-166-86-162-88-144C-84-128-70-112-58-100C-46-92-34-88-26-78z`,
        colour,
      ) +
        sewn(
          line(
            d`M-42-74C-84-92-108-104-140-${116 + lift}`,
            "#9a6a34",
            2,
            ' stroke-dasharray="6 5"',
          ),
        ),
    ),
    front: "",
  };
}

function branches(cloth: Cloth): Crown {
  const lean = cloth.chance.between(-6, 8);
  const stem = d`M-34-66C-44-96-66-108 ${-64 + lean}-148M-52-100Q-84-102-92-128M-62-116Q-44-124-40-146`;
  return {
    behind: cloth.twins(sewn(line(stem, "#8d6a45", 15) + line(stem, "#c49a66", 10))),
    front: "",
  };
}

function horns(cloth: Cloth): Crown {
  const lean = cloth.chance.between(-6, 6);
  return {
    behind: cloth.twins(shape(d`M-58-58Q-70-84 ${-56 + lean}-106Q-36-92-30-72z`, fill(HORN))),
    front: "",
  };
}

function bullhorns(cloth: Cloth): Crown {
  const tip = cloth.chance.between(-8, 8);
  return {
    behind: cloth.twins(
      shape(d`M-54-44C-104-46-130-74 ${-118 + tip}-118C-104-92-78-84-40-78z`, fill(HORN)),
    ),
    front: sewn(line("M-14 62a14 14 0 1 0 28 0", "#d9a938", 6)),
  };
}

function goat(cloth: Cloth): Crown {
  const tip = cloth.chance.between(-8, 8);
  return {
    behind: cloth.twins(
      shape(d`M-46-66C-54-104-76-122 ${-104 + tip}-116C-84-140-30-140-22-74z`, fill(HORN)),
    ),
    front: shape("M-20 92Q0 150 22 92Q0 104-20 92z", fill(cloth.patch)),
  };
}

/** Locks all round, as a lion's. */
function mane(cloth: Cloth): Crown {
  const colour = mix(cloth.shade, "#7a3d14", 0.55);
  const turn = cloth.chance.between(0, 0.4);
  const locks = Array.from({ length: 13 }, (_, i): Point => {
    const angle = turn + (i * Math.PI * 2) / 13;
    return [Math.cos(angle) * 98, 2 + Math.sin(angle) * 90];
  });
  return {
    behind: sewn(
      dots(locks, 68, mix(colour, "#1d0f26", 0.25)),
      dots(locks, 60, colour),
      oval(0, 2, 100, 92, fill(colour)),
      oval(-10, -20, 110, 100, `${fill(cloth.body)} opacity=".28"`),
    ),
    front: "",
  };
}

function unicorn(cloth: Cloth): Crown {
  const horn = cloth.chance.pick(["#f0cd72", "#e9b8d2", "#cfd8e6"]);
  return {
    behind: hair(cloth, cloth.chance.pick(["#e7a3c8", "#a9c7ee", "#c5a8e6", "#f2c48e"])),
    front:
      fringe(cloth) +
      shape("M-15-70L4-158L17-68Q0-56-15-70z", fill(horn)) +
      sewn(line("M-11-84l26 8M-7-104l19 6M-3-124l12 4", "#9c7a4a", 2.4, ' opacity=".6"')),
  };
}

function forelock(cloth: Cloth): Crown {
  return { behind: hair(cloth, felt(cloth)), front: fringe(cloth) };
}

const hair = (cloth: Cloth, colour: string): string =>
  shape(
    d`M8-96C60-118 112-70 100-8C112 30 98 66 112 ${cloth.chance.between(88, 112)}C76 104 54 76 60 40L30-60z`,
    fill(colour),
  );

function fringe(cloth: Cloth): string {
  return shape(
    "M-22-92C-2-108 30-100 40-74C40-52 28-30 6-22C14-34 10-44 4-48C2-36-10-28-20-28C-10-42-14-62-22-92z",
    fill(felt(cloth)),
  );
}

/** A woollen cap. */
function curls(cloth: Cloth): Crown {
  const bob = (x: number, y: number, r: number): string => oval(x, y, r, r * 0.92);
  const sway = cloth.chance.between(-4, 4);
  return {
    behind: "",
    front:
      bob(-48, -56, 25) +
      bob(48, -56, 25) +
      bob(-24 + sway, -74, 27) +
      bob(24 + sway, -74, 27) +
      bob(sway, -56, 26),
  };
}

function rhino(cloth: Cloth): Crown {
  return {
    behind: "",
    front: shape(
      d`M-16 26Q${cloth.chance.between(-8, 8)}-50 4-58Q22-20 20 26Q0 36-16 26z`,
      fill(HORN),
    ),
  };
}

function ossicones(cloth: Cloth): Crown {
  const stem = "M-30-70L-38-112";
  return {
    behind: cloth.twins(
      sewn(line(stem, cloth.shade, 13) + oval(-39, -116, 13, 13, fill(felt(cloth)))),
    ),
    front: "",
  };
}

function tuft(cloth: Cloth): Crown {
  return {
    behind: "",
    front: shape(
      d`M-30-70Q-28-104 ${cloth.chance.between(-14, 4)}-112Q-8-98 0-92Q4-112 20-116Q18-98 34-72Q0-56-30-70z`,
    ),
  };
}

/** A hedgehog's: the stroke's dashes are the spines. */
function spikes(cloth: Cloth): Crown {
  const colour = mix(cloth.shade, "#3a2418", 0.45);
  const quill = (rx: number, width: number, hue: string): string =>
    oval(
      0,
      -14,
      rx,
      rx * 0.94,
      `${fill(colour)} stroke="${hue}" stroke-width="${width}" stroke-dasharray="3 5"`,
    );
  return {
    behind: quill(104, 52, colour) + quill(92, 34, mix(colour, "#fff0d8", 0.35)),
    front: shape(
      "M-84-8C-80-58-44-84 0-84S80-58 84-8L66-32L54-14L40-40L26-22L12-46L0-26L-12-46L-26-22L-40-40L-54-14L-66-32z",
      fill(colour),
    ),
  };
}
