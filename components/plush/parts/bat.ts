import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import { d, fill, placed, sewn, shape } from "../shapes";
import { blush, eyes } from "./eyes";
import { muzzles } from "./muzzle";
import { poses } from "./poses";

/** A bat with its wings open. */
export function bat(cloth: Cloth): Plush {
  const { chance } = cloth;
  const flap = chance.between(-16, 16);
  const wings = placed(
    -60,
    -330,
    0,
    1,
    cloth.twins(
      shape(
        d`M-50 250C-80 ${190 + flap}-130 ${166 + flap}-186 ${180 + flap}C-176 220-180 260-188 300C-166 282-148 288-140 318C-120 298-104 304-96 330C-80 310-60 310-44 320z`,
        fill(mix(cloth.base, cloth.dark ? cloth.light : cloth.shade, 0.4)),
      ),
    ),
  );
  const head =
    cloth.twins(
      shape("M-84-20Q-98-90-72-116Q-34-100-18-62z") +
        sewn(shape("M-70-40Q-78-80-66-96Q-44-86-34-62z", fill(mix(cloth.pale, "#f08fa0", 0.45)))),
    ) +
    shape("M-87 6C-87-50-50-80 0-80S87-50 87 6C87 54 48 76 0 76S-87 54-87 6z") +
    muzzles.mouse(cloth) +
    sewn(
      shape("M-17 54l6 14 6-13zM17 54l-6 14-6-13z", fill("#fff")),
      blush(cloth, 64, 22),
      eyes(cloth, 38, -8, 24),
    );
  return poses.seated(
    cloth,
    { markup: head, tie: [72, -88], span: 200, trail: 0, reach: 118 },
    wings,
    "",
  );
}
