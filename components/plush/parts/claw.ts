import type { Cloth } from "../cloth";
import { sewn, shape, stitch } from "../shapes";

/** A left claw, rooted at (0, 0). */
export const claw = (cloth: Cloth): string =>
  shape("M-12 18C-40 10-50-20-44-44L-20-54C-18-30-4-8 20 4z") +
  shape("M-46-34C-86-50-92-104-56-132C-54-112-50-100-42-90C-38-110-26-122-8-126C6-96-2-44-28-32z") +
  sewn(stitch("M-66-60Q-46-44-22-52", cloth.seam));
