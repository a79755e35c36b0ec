import type { Cloth, Plush } from "../../cloth";
import { fill, oval, placed, sewn, shape, stitch } from "../../shapes";
import type { Head } from "../poses";
import { settle } from "./settle";

/** Sits with its soles to us, and may wave. */
export function seated(
  cloth: Cloth,
  head: Head,
  tail: string,
  marks: string,
  hoof?: string,
): Plush {
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
