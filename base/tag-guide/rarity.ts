import type { Fact } from "./generation";
import { agreed } from "./generation";

/** A toy to be drawn, by the words that say how it looks. */
interface Drawn {
  readonly caption: string;
  readonly animal: string;
  readonly colour: string;
}

/** Something that tells a rare one from a common one. */
export interface Check {
  readonly key: string;
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly drawn: readonly Drawn[];
  /** How often something was found, in the order in which it is shown. */
  readonly bars?: readonly { readonly label: string; readonly count: number }[];
}

/** Something that people believe, and what the facts say. */
export interface Myth {
  readonly belief: string;
  readonly answer: string;
  readonly rests: string;
}

/** What to look for. Restated facts; each has two sources or more. */
export const CHECKS: readonly Check[] = [
  {
    key: "version",
    title: "Is it a version that was replaced?",
    facts: [
      agreed("Peanut in royal blue, from 3 June 1995, is found with swing tag 3 alone."),
      agreed("Digger was orange from 25 June 1994 to 3 June 1995, and red from then on."),
      agreed("Spot without a spot is found with swing tags 1 and 2 alone."),
    ],
    drawn: [
      { caption: "Peanut, royal blue", animal: "Elephant", colour: "Royal blue" },
      { caption: "Peanut, light blue", animal: "Elephant", colour: "Light blue" },
      { caption: "Digger, orange", animal: "Crab", colour: "Orange" },
      { caption: "Digger, red", animal: "Crab", colour: "Red" },
    ],
  },
  {
    key: "time",
    title: "Was it there for a short time alone?",
    facts: [
      agreed("Doodle: 11 May to 12 July 1997. Then Strut had its number."),
      agreed("Rainbow in tie-dye: 1 July to 1 September 1998."),
      agreed("Brown Teddy with the old face: 25 June 1994 to 7 January 1995."),
    ],
    drawn: [
      { caption: "Doodle", animal: "Chicken", colour: "" },
      { caption: "Rainbow, tie-dye", animal: "Chameleon", colour: "Tie-dye" },
    ],
  },
  {
    key: "name",
    title: "Does its tag carry a first name?",
    facts: [
      agreed("Brownie became Cubbie, and is found with swing tag 1 alone."),
      agreed("Bongo was first tagged Nana."),
      agreed("Early tags of Pinchers read Punchers."),
    ],
    drawn: [
      { caption: "Brownie, later Cubbie", animal: "Bear", colour: "" },
      { caption: "Punchers, later Pinchers", animal: "Lobster", colour: "" },
    ],
  },
  {
    key: "tag",
    title: "Which swing tag does it wear?",
    facts: [
      agreed(
        "Of 59 toys of 1993 to 1999, each counted with all the swing tags that two sources have it with, most come with 4 and 5.",
      ),
    ],
    drawn: [],
    bars: [
      { label: "1", count: 17 },
      { label: "2", count: 16 },
      { label: "3", count: 29 },
      { label: "4", count: 34 },
      { label: "5", count: 34 },
    ],
  },
  {
    key: "event",
    title: "Was it given away at one event?",
    facts: [
      agreed("Cubbie at Wrigley Field on 18 May 1997, with a card."),
      agreed("Daisy for Harry Caray, by the Cubs, in 1998."),
      agreed("Glory at the All-Star Game on 7 July 1998."),
    ],
    drawn: [
      { caption: "Cubbie", animal: "Bear", colour: "" },
      { caption: "Daisy", animal: "Cow", colour: "" },
    ],
  },
];

/** What does not make it rare. */
export const MYTHS: readonly Myth[] = [
  {
    belief: "An error on the tag makes a fortune.",
    answer:
      "Of 31 variants that two sources tell of, one is a misprint: the early tags that read Punchers. How many there are of any misprint, no two sources say.",
    rests: "Two sources or more agree on the 31.",
  },
  {
    belief: "What people ask for it is what it is worth.",
    answer:
      "An asked price is a wish. What one like it was sold for, or what somebody found who knows and had it in hand, says more.",
    rests: "Our own rule: on Swingtag an asked price never counts as worth.",
  },
  {
    belief: "Princess is rare with PVC pellets, or from Indonesia.",
    answer:
      "There are both kinds of pellets and both countries, Indonesia and China. How many there are of each, no two sources say.",
    rests: "Two sources agree that there are both.",
  },
  {
    belief: "Retired means rare.",
    answer:
      "Of 92 toys of 1993 to 1999, 46 have a day of retirement that two sources agree on. What half of them share sets none apart.",
    rests: "Two sources or more agree on the 46.",
  },
];
