import type { Cloth, Plush } from "../../cloth";
import { d, type Point, placed } from "../../shapes";
import type { Head } from "../poses";

/** Puts the head on, tilted, shrinks the whole to the frame and finds where the tag goes. */
export function settle(
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
