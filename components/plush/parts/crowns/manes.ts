import type { Cloth } from "../../cloth";
import { mix } from "../../colour";
import { d, dots, fill, line, oval, type Point, sewn, shape } from "../../shapes";
import type { Crown } from "../crown";
import { felt } from "./felt";

/** Locks all round, as a lion's. */
export function mane(cloth: Cloth): Crown {
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

/** A horn with a fringe and a mane in a colour of its own. */
export function unicorn(cloth: Cloth): Crown {
  const horn = cloth.chance.pick(["#f0cd72", "#e9b8d2", "#cfd8e6"]);
  return {
    behind: hair(cloth, cloth.chance.pick(["#e7a3c8", "#a9c7ee", "#c5a8e6", "#f2c48e"])),
    front:
      fringe(cloth) +
      shape("M-15-70L4-158L17-68Q0-56-15-70z", fill(horn)) +
      sewn(line("M-11-84l26 8M-7-104l19 6M-3-124l12 4", "#9c7a4a", 2.4, ' opacity=".6"')),
  };
}

/** A horse's hair. */
export function forelock(cloth: Cloth): Crown {
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
