import type { Cloth, Plush } from "../cloth";
import { d, fill, oval, type Point, placed, sewn, shape, stitch } from "../shapes";

/** A head drawn about (0, 0), some 170 wide. */
export interface Head {
  markup: string;
  tie: Point;
  /** How far it reaches above (0, 0), and to each side. */
  reach: number;
  span: number;
  /** How far the tail reaches from its root, to the right. */
  trail: number;
  /** Worn below the chin, drawn about its knot. */
  bow?: string;
}

export type Pose = keyof typeof poses;

/** Ways to sit on a shelf; `tail` is drawn about its root, `hoof` colours the feet. */
export const poses = { seated, lying, standing };

function seated(cloth: Cloth, head: Head, tail: string, marks: string, hoof?: string): Plush {
  const { chance } = cloth;
  const arm = chance.between(14, 34);
  const wave = chance.once(0.25);
  const foot = chance.between(58, 70);
  const turn = chance.between(6, 22);
  const pad = hoof ? "" : sewn(oval(0, 5, 20, 18, fill(cloth.patch)));
  const soles = cloth.twins(
    placed(-foot, 336, -turn, 1, oval(0, 0, 38, 34, hoof ? fill(hoof) : "") + pad),
  );
  const arms =
    oval(-74, 262, 25, 52, "", arm) +
    (wave
      ? oval(88, 222, 24, 50, "", chance.between(44, 66))
      : oval(74, 262, 25, 52, "", -arm + chance.between(-6, 6)));
  const body =
    shape("M0 190C52 190 84 256 92 304C98 346 56 364 0 364S-98 346-92 304C-84 256-52 190 0 190z") +
    marks +
    (chance.once(0.7)
      ? oval(0, chance.between(292, 300), chance.between(48, 60), 58, fill(cloth.patch))
      : "") +
    sewn(stitch("M0 240V352", cloth.seam), oval(0, 236, 74, 34, fill(cloth.shadow)));
  return settle(
    cloth,
    head,
    [0, chance.between(-4, 4) + 156],
    `${placed(60, 330, 0, 1, tail)}${body}${arms}${soles}`,
    150,
  );
}

function lying(cloth: Cloth, head: Head, tail: string, marks: string, hoof?: string): Plush {
  const { chance } = cloth;
  const side = chance.side();
  const back = chance.between(190, 204);
  const paw = hoof ? fill(hoof) : "";
  const toes = hoof ? "" : sewn(stitch("M-84 352v14M-72 350v15M2 354v12M14 352v14", cloth.seam));
  const trunk =
    placed(128, 280, 0, 1, tail) +
    shape(d`M-70 340C-84 250-30 ${back} 50 ${back}S170 262 160 338C156 368-60 372-70 340z`) +
    squeezed(marks, 56, 106) +
    oval(128, 340, 48, 27, paw, 8) +
    sewn(
      stitch(d`M20 ${back + 8}Q110 ${back + 20} 138 300`, cloth.seam),
      oval(-14, 324, 84, 36, fill(cloth.shadow)),
    ) +
    oval(-78, 346, 33, 23, paw, -6) +
    oval(8, 348, 33, 22, paw, 6) +
    toes;
  const at: Point = [-38, chance.between(232, 242)];
  return settle(cloth, head, at, trunk, 185, side);
}

function standing(cloth: Cloth, head: Head, tail: string, marks: string, hoof?: string): Plush {
  const { chance } = cloth;
  const side = chance.side();
  const step = chance.between(-8, 8);
  const leg = cloth.copies(
    shape("M-24 292C-24 252 25 252 25 292V352Q25 366 12 366H-10Q-25 366-25 352z") +
      (hoof
        ? shape("M-25 346Q0 338 25 346V352Q25 366 12 366H-10Q-25 366-25 352z", fill(hoof))
        : ""),
  );
  const trunk =
    placed(140, 230, 0, 1, tail) +
    `<g fill="${cloth.seam}">${placed(-26 - step, 0, 0, 1, leg.first)}${leg.at(92 + step)}</g>` +
    shape(
      "M-88 262C-92 192-40 178 34 184C112 186 158 206 156 262C156 316 118 322 40 324C-40 326-84 316-88 262z",
    ) +
    squeezed(marks, 44, 86) +
    leg.at(-56 + step) +
    leg.at(124 - step) +
    sewn(stitch("M-40 300Q40 330 124 296", cloth.seam), oval(-16, 240, 80, 58, fill(cloth.shadow)));
  return settle(cloth, head, [-58, chance.between(150, 160)], trunk, 180, side);
}

/** A seated body's pattern on a body that lies along the ground. */
const squeezed = (marks: string, x: number, y: number): string =>
  marks && `<g transform="matrix(.86 0 0 .6 ${x} ${y})">${marks}</g>`;

/** Puts the head on, tilted, shrinks the whole to the frame and finds where the tag goes. */
function settle(
  cloth: Cloth,
  head: Head,
  at: Point,
  trunk: string,
  breadth: number,
  side: 1 | -1 = 1,
): Plush {
  const { chance } = cloth;
  const tilt = chance.between(-7, 7);
  const wide = breadth > 160;
  const tagSide = wide ? -1 : chance.side();
  const turn = (tilt * Math.PI) / 180;
  const size = chance.between(0.95, 1.05);
  const reach = head.span * size - at[0] + 14;
  const left = wide ? reach : Math.max(reach, 70 + head.trail);
  const right = wide ? Math.max(180, 140 + head.trail) : left;
  const scale = Math.min(
    wide ? 0.92 : 1.04,
    352 / (366 - at[1] + head.reach * size),
    388 / (left + right),
  );
  const floor = 366 * (1 - scale);
  const middle = 200 + (side * scale * (left - right)) / 2;
  const [x, y] = [head.tie[0] * tagSide * size, head.tie[1] * size];
  const tie: Point = [
    middle + side * scale * (at[0] + x * Math.cos(turn) - y * Math.sin(turn)),
    floor + scale * (at[1] + x * Math.sin(turn) + y * Math.cos(turn)),
  ];
  const fit = Math.round(scale * 1000) / 1000;
  return {
    art: `<g transform="${d`translate(${middle} ${floor})`}scale(${side > 0 ? fit : `-${fit} ${fit}`})">${trunk}${placed(at[0], at[1], tilt, size, head.markup)}${placed(at[0], at[1] + 84, tilt, 1, head.bow ?? "")}</g>`,
    tie,
    lean: side * tagSide < 0 ? -1 : 1,
    ground: { x: middle + (wide ? side * 36 * scale : 0), width: breadth * scale },
  };
}
