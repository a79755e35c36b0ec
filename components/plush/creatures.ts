import type { Cloth, Plush } from "./cloth";
import { bird, chicken, eagle, owl, parrot } from "./parts/bird";
import { bat, dragon, ghost, pumpkin, snowman } from "./parts/fancy";
import { bee, butterfly, insect, snail, spider, worm } from "./parts/garden";
import { frog, seal, turtle, walrus } from "./parts/pond";
import { crocodile, dinosaur, lizard, snake } from "./parts/reptile";
import { crab, jellyfish, lobster, octopus } from "./parts/seabed";
import { dolphin, fish, manta, orca, shark, whale } from "./parts/swimmer";
import { duck, flamingo, penguin, swan } from "./parts/waterfowl";

/** The animals that are no quadrupeds. */
export const creatures = {
  duck,
  bird,
  penguin,
  owl,
  eagle,
  parrot,
  chicken,
  swan,
  flamingo,
  whale,
  dolphin,
  orca,
  shark,
  fish,
  manta,
  seal,
  walrus,
  crab,
  lobster,
  octopus,
  jellyfish,
  frog,
  turtle,
  dinosaur,
  dragon,
  lizard,
  crocodile,
  snake,
  insect,
  bee,
  butterfly,
  spider,
  worm,
  snail,
  ghost,
  pumpkin,
  snowman,
  bat,
} satisfies Record<string, (cloth: Cloth) => Plush>;
