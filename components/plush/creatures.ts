import type { Cloth, Plush } from "./cloth";
import { bat } from "./parts/bat";
import { bee } from "./parts/bee";
import { bird, chicken, parrot } from "./parts/bird";
import { eagle, owl } from "./parts/bird-of-prey";
import { butterfly } from "./parts/butterfly";
import { crab } from "./parts/crab";
import { crocodile } from "./parts/crocodile";
import { dinosaur } from "./parts/dinosaur";
import { dolphin, orca } from "./parts/dolphin";
import { dragon } from "./parts/dragon";
import { duck } from "./parts/duck";
import { fish } from "./parts/fish";
import { frog } from "./parts/frog";
import { ghost, pumpkin } from "./parts/ghost";
import { insect } from "./parts/insect";
import { jellyfish } from "./parts/jellyfish";
import { lizard } from "./parts/lizard";
import { lobster } from "./parts/lobster";
import { manta } from "./parts/manta";
import { octopus } from "./parts/octopus";
import { penguin } from "./parts/penguin";
import { seal, walrus } from "./parts/seal";
import { shark } from "./parts/shark";
import { snail } from "./parts/snail";
import { snake } from "./parts/snake";
import { snowman } from "./parts/snowman";
import { spider } from "./parts/spider";
import { flamingo, swan } from "./parts/swan";
import { turtle } from "./parts/turtle";
import { whale } from "./parts/whale";
import { worm } from "./parts/worm";

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
