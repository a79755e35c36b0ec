import type { Cloth, Plush } from "../cloth";
import { d, fill, line, oval, sewn, shape, stitch } from "../shapes";
import { grown, rest } from "./rest";
import { side } from "./side-eye";

/** A barrel of a whale with a felt spout. */
export function whale(cloth: Cloth): Plush {
  const { chance } = cloth;
  const lift = chance.between(-16, 18);
  const spray = sewn(
    line(
      d`M-60 142C-60 110-66 ${86 + lift}-98 ${88 + lift}M-58 142C-58 106-48 ${78 + lift}-22 ${82 + lift}M-59 142V${74 + lift}`,
      "#8cc4e2",
      9,
    ),
  );
  const art =
    spray +
    shape(
      d`M112 262C120 210 116 190 92 ${156 + lift}C124 ${142 + lift} 150 ${160 + lift} 154 ${184 + lift}C166 ${160 + lift} 190 ${152 + lift} 200 ${164 + lift}C186 200 172 240 160 280z`,
    ) +
    shape(
      "M-178 262C-182 180-120 138-40 138C50 138 80 236 132 232L172 240C166 310 100 362-20 362C-110 362-174 336-178 262z",
    ) +
    shape(
      "M-176 282C-150 276-110 304-40 300C10 298 60 300 108 326C70 350 20 362-30 362C-110 360-166 336-176 282z",
      fill(cloth.patch),
    ) +
    sewn(
      stitch("M-130 312Q-40 338 60 334M-100 332Q-30 350 30 348", cloth.seam),
      line("M-172 276Q-140 268-112 290", cloth.seam, 3.4),
    ) +
    oval(-30, 318, 24, 52, "", 52 + lift) +
    side(cloth, [-104, 236], 25);
  return rest(art, [36, 156], 165, chance.side(), 0.94 * grown(cloth));
}
