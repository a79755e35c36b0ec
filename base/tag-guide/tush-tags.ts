import { agreed, type Generation, order, single, told } from "./generation";

const OTHERS = order("other");
const PRINTED = order("printed");

/** What is known of the tush tags of Beanie Babies, as for swing tags. */
export const TUSH_TAGS: readonly Generation[] = [
  {
    key: "1",
    title: "Generation 1",
    code: "1",
    looks: { kind: PRINTED, heart: agreed("none"), name: told("none"), wearer: OTHERS },
    told: [
      agreed("It is printed in black on white, without a red heart."),
      single("It says 1993 or 1995, and Korea or China."),
      told("The animal’s name is not on it."),
    ],
    disputed:
      "One source has the same tush tag with swing tags 1 to 3; the item tables have swing tag 3 with tush tags 2 and 3 as well.",
    earliest: [{ name: "Brownie", introduced: "1993-06-16" }],
    sources: ["S4", "S7", "S9", "S10"],
  },
  {
    key: "2",
    title: "Generation 2",
    code: "2",
    looks: { kind: PRINTED, heart: single("red"), name: single("none"), wearer: OTHERS },
    told: [single("It has a red heart on its front, and no name of an animal.")],
    disputed:
      "One source has the same tush tag with swing tags 1 to 3; the item tables have swing tag 3 with tush tags 2 and 3 as well.",
    earliest: [{ name: "Ears", introduced: "1996-01-07" }],
    sources: ["S7", "S9", "S10"],
  },
  {
    key: "later",
    title: "Generation 3 or a later one",
    code: null,
    looks: { kind: PRINTED, heart: order("red"), name: single("printed"), wearer: OTHERS },
    told: [
      single("The animal’s name is printed on it."),
      told(
        "What tells each of them from the next, such as a star, stands in no two of our sources.",
      ),
    ],
    disputed:
      "How many generations there are: 13 by two sources, 16 and some more codes by a list.",
    earliest: [
      { of: "3", name: "Curly", introduced: "1996-06-15" },
      { of: "5", name: "1997 Teddy", introduced: "1997-10-01" },
      { of: "6", name: "Princess", introduced: "1997-10-29" },
      { of: "7", name: "1999 Signature Bear", introduced: "1999-01-01" },
      { of: "8", name: "1999 Holiday Teddy", introduced: "1999-08-31" },
    ],
    sources: ["S4", "S7", "S8", "S10"],
  },
  {
    key: "princess",
    title: "Generation 6, on Princess",
    code: "6",
    looks: {
      kind: PRINTED,
      heart: order("red"),
      name: order("printed"),
      wearer: agreed("princess"),
    },
    told: [
      agreed("Princess wears tush tag 6, from late 1997 on."),
      told("Hers is a kind of its own."),
    ],
    earliest: [{ name: "Princess", introduced: "1997-10-29" }],
    sources: ["S4", "S6", "S10"],
  },
  {
    key: "second",
    title: "A second tush tag, of Canada",
    code: null,
    looks: { kind: told("two"), wearer: OTHERS },
    told: [
      told(
        "Those for Canada carry a second tush tag beside the first. The first one has a generation of its own: look at it alone.",
      ),
    ],
    earliest: [],
    sources: ["S4", "S6", "S10"],
  },
  {
    key: "embroidered",
    title: "An embroidered tush tag",
    code: null,
    looks: { kind: told("embroidered"), wearer: OTHERS },
    told: [
      told(
        "There are such tags. Which ones wear them, and since when, stands in no two of our sources.",
      ),
    ],
    earliest: [],
    sources: ["S4", "S6", "S10"],
  },
];
