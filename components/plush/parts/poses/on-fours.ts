import type { Cloth, Plush } from "../../cloth";
import { d, fill, oval, type Point, placed, sewn, shape, stitch } from "../../shapes";
import type { Head } from "../poses";
import { settle } from "./settle";

/** Lies along the ground, head in front. */
export function lying(cloth: Cloth, head: Head, tail: string, marks: string, hoof?: string): Plush {
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

/** Stands on four legs, seen from its side. */
export function standing(
  cloth: Cloth,
  head: Head,
  tail: string,
  marks: string,
  hoof?: string,
): Plush {
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

/** Fits the pattern of a seated body to a body that lies on the ground. */
const squeezed = (marks: string, x: number, y: number): string =>
  marks && `<g transform="matrix(.86 0 0 .6 ${x} ${y})">${marks}</g>`;
