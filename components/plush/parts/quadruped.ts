import type { Chance } from "../chance";
import type { Cloth, Plush } from "../cloth";
import { mix } from "../colour";
import { fill, oval, sewn, shape } from "../shapes";
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
  /** The share that wears a ribbon, 0 to 1. */
  bows?: number;
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
  const grown = breed.crown ?? "none";
  const reach = Math.max(REACH[earKind] ?? 92, REACH[grown] ?? 0);
  const span = Math.max(SPAN[earKind] ?? 104, SPAN[grown] ?? 0);
  const bow = chance.once(breed.bows ?? 0) ? bowOf(chance) : undefined;
  const pose = poses[chance.pick(breed.poses)];
  return pose(
    cloth,
    { markup, tie: ear.tie, reach, span, trail: TRAIL[breed.tail] ?? 30, bow },
    tails[breed.tail](cloth),
    coat.body,
    breed.hoof,
  );
}

/** How far a part stands above the head's middle, and to its side, where it is no ordinary ear. */
const REACH: Partial<Record<Ear | CrownKind, number>> = {
  tall: 196,
  horse: 126,
  point: 114,
  antlers: 172,
  branches: 154,
  goat: 136,
  unicorn: 160,
  ossicones: 130,
  mane: 134,
  bullhorns: 122,
  tuft: 118,
  spikes: 140,
};
const SPAN: Partial<Record<Ear | CrownKind, number>> = {
  fan: 174,
  leaf: 150,
  mouse: 126,
  flop: 122,
  lop: 126,
  side: 122,
  fluff: 136,
  antlers: 166,
  bullhorns: 128,
  mane: 134,
  spikes: 136,
};

const TRAIL: Partial<Record<Tail, number>> = {
  bob: 50,
  long: 112,
  wag: 90,
  curl: 58,
  brush: 116,
  ringed: 116,
  rope: 142,
  horse: 64,
  paddle: 110,
  thick: 130,
  hair: 76,
  humps: 76,
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

/** A satin ribbon, tied below the chin. */
function bowOf(chance: Chance): string {
  const silk = chance.pick([
    "#c8453f",
    "#3f6fb0",
    "#e2b23c",
    "#5a9168",
    "#8b5ea8",
    "#e48aa5",
    "#2f3d6e",
    "#f2ead8",
  ]);
  const fold = mix(silk, "#2a1020", 0.3);
  return sewn(
    shape("M-4 2L-34 44L-20 42L-14 54L4 6L20 50L26 38L40 38L4 0z", fill(fold)),
    shape("M0 0C-16-24-46-26-50-8C-52 16-20 20 0 6C20 20 52 16 50-8C46-26 16-24 0 0z", fill(silk)),
    oval(0, 1, 10, 12, fill(fold)),
  );
}

const sewnEyes = (cloth: Cloth, x: number, y: number): string =>
  sewn(blush(cloth, x + 24, y + 28), eyes(cloth, x, y));

const pickOr = <T>(chance: Chance, options: readonly [T, ...T[]] | undefined, otherwise: T): T =>
  options ? chance.pick(options) : otherwise;
