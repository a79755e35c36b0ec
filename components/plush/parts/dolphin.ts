import type { Cloth, Plush } from "../cloth";
import { d, fill, line, oval, sewn, shape } from "../shapes";
import { sleek } from "./sleek";

/** A dolphin or porpoise. */
export function dolphin(cloth: Cloth): Plush {
  const sway = cloth.chance.between(-10, 10);
  return sleek(cloth, {
    snout: shape("M-116 232C-150 226-190 240-192 258C-190 276-146 284-104 286z"),
    dorsal: shape(d`M-30 166C-20 120 16 ${100 + sway} 48 ${98 + sway}C36 124 44 150 66 180z`),
    fluke: FLUKE,
    marks: sewn(line("M-184 262Q-150 268-118 262", cloth.seam, 3)),
  });
}

/** A killer whale: a dolphin in a mask. */
export function orca(cloth: Cloth): Plush {
  const sway = cloth.chance.between(-10, 10);
  return sleek(
    { ...cloth, dark: cloth.dark },
    {
      snout: "",
      dorsal: shape(d`M-26 166C-20 110 0 ${70 + sway} 24 ${56 + sway}C28 100 40 140 62 180z`),
      fluke: FLUKE,
      marks: sewn(
        oval(-74, 214, 30, 15, fill("#f7f2e8"), -14),
        line("M-138 272Q-116 280-96 270", cloth.seam, 3),
      ),
    },
  );
}

const FLUKE =
  "M104 270C140 240 140 206 122 166C152 160 168 184 170 202C182 186 196 184 204 190C196 226 176 280 140 306z";
