import type { Point } from "../shapes";
import { flop, lop, tall } from "./ears/long";
import { fluff, mouse, round, small } from "./ears/round";
import { horse, pig, point } from "./ears/upright";
import { fan, leaf, side } from "./ears/wide";

export interface Ears {
  behind: string;
  front: string;
  /** Where the tag's string is tied: on the right ear. */
  tie: Point;
}

export type Ear = keyof typeof ears;

/** Pairs of ears about the middle of a head. */
export const ears = {
  round,
  mouse,
  side,
  point,
  tall,
  lop,
  flop,
  leaf,
  fan,
  pig,
  horse,
  fluff,
  small,
  none,
};

function none(): Ears {
  return { behind: "", front: "", tie: [52, -62] };
}
