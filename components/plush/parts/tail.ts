import { bob, brush, horse, ringed } from "./tails/furred";
import { curl, hair, humps, long, rope } from "./tails/roped";
import { paddle, thick, wag } from "./tails/solid";

export type Tail = keyof typeof tails;

/** Tails, rooted at (0, 0) and pointing up and to the right. */
export const tails = {
  none,
  bob,
  long,
  wag,
  curl,
  brush,
  ringed,
  rope,
  horse,
  paddle,
  thick,
  hair,
  humps,
};

function none(): string {
  return "";
}
