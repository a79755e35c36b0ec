import type { SeedItem } from "../collection";
import { critter } from "./critter";

/** Items that the shelf does not show: unlisted, private or in the trash. */
export const dotfiles: readonly SeedItem[] = [
  critter("slither", {
    visibility: "unlisted",
    tags: ["subscribers"],
    story: `if you're here you typed the address. hi. snake's for the sub raffle, don't post the link.`,
    copies: [{ label: "one", condition: "good", swingTag: "2", tushTag: "1", acquired: "2023-02" }],
  }),
  critter("peanut-royal-blue", {
    visibility: "private",
    status: "owned",
    tags: ["do not stream"],
    story: `yes i have one. no, chat can't know: the whole bit is that i can't afford it. oma left him to me with a note that said "der teure elefant, nicht waschen". he lives in the linen cupboard in zwickau and he's staying there.`,
    copies: [
      {
        label: "oma's",
        condition: "excellent",
        swingTag: "3",
        tushTag: "1",
        acquired: "2021-12",
        pricePaid: 0,
        note: "insurance rider 77-4410, renews in april",
      },
    ],
  }),
  critter("flash", {
    slug: "flash-spare-key",
    name: "flash (spare key)",
    visibility: "private",
    tags: ["house"],
    story: `seam on the belly is velcro now. spare key for the studio is inside, alarm is oma's phone number backwards. pascal knows. nobody else.`,
    copies: [
      { label: "keyholder", condition: "played", tushTag: "1", note: "hangs by the fuse box" },
    ],
  }),
  critter("snort", {
    slug: "snort-for-pascal",
    name: "snort, for pascal's 10k",
    visibility: "private",
    tags: ["gift"],
    story: `when pascal hits ten thousand followers he gets this one on stream and he will cry and i'll clip it. editors can see private stuff so this entry's a coin flip. hi pascal. act surprised.`,
    copies: [
      {
        label: "gift wrap",
        condition: "mint",
        swingTag: "4",
        tushTag: "4",
        acquired: "2024-01-14",
        pricePaid: 1250,
        note: "wrapped in the old motherboard box, top shelf",
      },
    ],
  }),
  critter("garcia", {
    slug: "garcia-fake",
    name: "garcia (fake)",
    trashed: true,
    tags: ["fake"],
    story: `sold to me as real by a guy called vintage_kev_82. the dye comes off on your thumb. kept the entry so i'd remember the name, then decided i'd rather not.`,
    copies: [{ label: "counterfeit", condition: "good", swingTag: "unsure", pricePaid: 4000 }],
  }),
  critter("caw", {
    slug: "test-entry-ignore",
    name: "test entry ignore",
    trashed: true,
    story: "asdf. does the form eat umlauts? äöü ß. ok it doesn't.",
  }),
];
