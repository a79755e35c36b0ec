import type { Chance } from "../chance";
import type { Cloth, Plush } from "../cloth";
import { sewn, shape } from "../shapes";
import { type CoatKind, coats } from "./coat";
import { type CrownKind, crowns } from "./crown";
import { type Ear, ears } from "./ears";
import { blush, eyes } from "./eyes";
import { type Muzzle, muzzles } from "./muzzle";
import { type Pose, poses } from "./poses";
import { type Tail, tails } from "./tail";

/** How a four-legged animal is put together. */
export interface Breed {
  ears: readonly [Ear, ...Ear[]];
  muzzle: Muzzle;
  tail: Tail;
  poses: readonly [Pose, ...Pose[]];
  skull?: keyof typeof skulls;
  crown?: CrownKind;
  coats?: readonly [CoatKind, ...CoatKind[]];
  hoof?: string;
}

/** Cuts and sews one four-legged animal. */
export function quadruped(cloth: Cloth, breed: Breed): Plush {
  const { chance } = cloth;
  const earKind = chance.pick(breed.ears);
  const ear = ears[earKind](cloth);
  const crown = crowns[breed.crown ?? "none"](cloth);
  const coat = coats[pickOr(chance, breed.coats, "plain")](cloth);
  const skull = skulls[breed.skull ?? "round"];
  const face =
    breed.muzzle === "mask"
      ? coat.head + muzzles.mask(cloth) + sewnEyes(cloth, 24, -12)
      : coat.head + muzzles[breed.muzzle](cloth) + sewnEyes(cloth, skull.gap, skull.eye);
  const markup = crown.behind + ear.behind + shape(skull.path) + face + ear.front + crown.front;
  const reach = Math.max(REACH[earKind] ?? 0, CROWN_REACH[breed.crown ?? "none"] ?? 0);
  const pose = poses[chance.pick(breed.poses)];
  return pose(
    cloth,
    { markup, tie: ear.tie, reach },
    tails[breed.tail](cloth),
    coat.body,
    breed.hoof,
  );
}

/** How far above the head's middle a part stands, where it is more than an ordinary ear. */
const REACH: Partial<Record<Ear, number>> = { tall: 196, horse: 126, point: 114 };
const CROWN_REACH: Partial<Record<CrownKind, number>> = {
  antlers: 172,
  branches: 154,
  goat: 136,
  unicorn: 160,
  ossicones: 130,
  mane: 130,
  bullhorns: 122,
  tuft: 118,
};

const skulls = {
  round: {
    path: "M-87 6C-87-50-50-80 0-80S87-50 87 6C87 54 48 76 0 76S-87 54-87 6z",
    gap: 38,
    eye: -6,
  },
  wide: {
    path: "M-97 18C-96-40-54-76 0-76S96-40 97 18C94 58 46 74 0 74S-94 58-97 18z",
    gap: 42,
    eye: -4,
  },
  narrow: {
    path: "M-72-14C-72-62-40-86 0-86S72-62 72-14C72 26 48 60 0 62S-72 26-72-14z",
    gap: 42,
    eye: -22,
  },
} as const;

const sewnEyes = (cloth: Cloth, x: number, y: number): string =>
  sewn(blush(cloth, x + 24, y + 28), eyes(cloth, x, y));

const pickOr = <T>(chance: Chance, options: readonly [T, ...T[]] | undefined, otherwise: T): T =>
  options ? chance.pick(options) : otherwise;
