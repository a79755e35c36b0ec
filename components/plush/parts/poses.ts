import type { Point } from "../shapes";
import { lying, standing } from "./poses/on-fours";
import { seated } from "./poses/seated";

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
