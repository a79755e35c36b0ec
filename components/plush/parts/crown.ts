import { antlers, branches, ossicones } from "./crowns/antlers";
import { bullhorns, goat, horns, rhino } from "./crowns/horns";
import { forelock, mane, unicorn } from "./crowns/manes";
import { curls, spikes, tuft } from "./crowns/tufts";

export interface Crown {
  behind: string;
  front: string;
}

export type CrownKind = keyof typeof crowns;

/** What grows on a head besides ears. */
export const crowns = {
  none,
  antlers,
  branches,
  horns,
  bullhorns,
  goat,
  mane,
  unicorn,
  forelock,
  curls,
  rhino,
  ossicones,
  tuft,
  spikes,
};

function none(): Crown {
  return { behind: "", front: "" };
}
