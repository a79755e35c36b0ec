import type { Cloth } from "../cloth";
import { dots, type Point, sewn } from "../shapes";
import { beads } from "./eyes";

/** One side's eye, with its blush behind the mouth. */
export const side = (cloth: Cloth, at: Point, size: number): string =>
  sewn(dots([[at[0] + 18, at[1] + 34]], 28, "#f0647c", ' opacity=".26"'), beads(cloth, [at], size));
