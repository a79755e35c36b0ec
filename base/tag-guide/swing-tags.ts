import { agreed, type Generation, order, single, told } from "./generation";

const OTHERS = order("other");
const THICK = order("thick");
const OPENS = order("book");

/**
 * What is known of the swing tags of Beanie Babies, in the order in which they came. Restated facts; what an entry says
 * is only as sure as it says. What tells a generation from the one before it holds for those after it too, until a
 * source says otherwise: such facts are marked `order`.
 */
export const SWING_TAGS: readonly Generation[] = [
  {
    key: "1",
    title: "Generation 1",
    code: "1",
    looks: {
      opens: agreed("flat"),
      star: order("none"),
      letters: agreed("thin"),
      wearer: OTHERS,
    },
    since: { year: 1993, sure: "told" },
    told: [
      agreed("It is a single flat heart that does not open, with thin letters."),
      agreed("It was there early in 1994."),
      told("Name and style number stand on its back."),
    ],
    disputed:
      "The item tables have one with it from 16 June 1993, before the date that others give.",
    earliest: [{ name: "Brownie", introduced: "1993-06-16" }],
    sources: ["S1", "S2", "S3", "S9", "S10"],
  },
  {
    key: "2",
    title: "Generation 2",
    code: "2",
    looks: {
      opens: agreed("book"),
      star: order("none"),
      letters: agreed("thin"),
      wearer: OTHERS,
      inside: order("none"),
    },
    since: { year: 1994, sure: "single" },
    told: [
      agreed("It opens like a book and has thin letters."),
      single("It came in spring 1994."),
      told("A bar code stands on its back, and a region inside on the left."),
    ],
    earliest: [],
    sources: ["S1", "S2", "S9"],
  },
  {
    key: "3",
    title: "Generation 3",
    code: "3",
    looks: {
      opens: told("book"),
      star: agreed("none"),
      letters: agreed("thick"),
      wearer: OTHERS,
      inside: order("none"),
    },
    since: { year: 1995, sure: "agreed" },
    told: [
      agreed("It has thick letters and no star."),
      agreed("It came in 1995."),
      told("It opens like a book."),
    ],
    earliest: [{ name: "Bessie", introduced: "1995-06-03" }],
    sources: ["S2", "S9", "S10"],
  },
  {
    key: "4",
    title: "Generation 4",
    code: "4",
    looks: {
      opens: OPENS,
      star: told("yellow"),
      letters: THICK,
      wearer: OTHERS,
      inside: told("upright"),
    },
    since: { year: 1995, sure: "order" },
    told: [
      agreed("It has a star on its front."),
      agreed("It was there by June 1996."),
      told(
        "The star is yellow and reads Original Beanie Baby; a poem and a birthday stand inside.",
      ),
    ],
    disputed: "One source gives 1998, against the item tables.",
    earliest: [{ name: "Curly", introduced: "1996-06-15" }],
    sources: ["S2", "S9", "S10"],
  },
  {
    key: "princess",
    title: "The swing tag of Princess",
    code: null,
    looks: {
      opens: OPENS,
      star: told("yellow"),
      letters: THICK,
      wearer: single("princess"),
      inside: single("round"),
    },
    since: { year: 1997, sure: "agreed" },
    told: [
      single("Its front is that of generation 4, and its inside in the manner of generation 5."),
    ],
    disputed:
      "Beaniepedia counts it as generation 4, tycollector as a kind of its own between 4 and 5.",
    earliest: [],
    sources: ["S6", "S10"],
  },
  {
    key: "5",
    title: "Generation 5",
    code: "5",
    looks: {
      opens: OPENS,
      star: told("yellow"),
      letters: THICK,
      wearer: OTHERS,
      inside: told("round"),
    },
    since: { year: 1998, sure: "agreed" },
    told: [
      agreed("Its front is that of generation 4."),
      agreed("It came early in 1998."),
      told("The lettering inside is rounded, in the manner of Comic Sans."),
    ],
    earliest: [{ name: "Clubby", introduced: "1998-05-01" }],
    sources: ["S2", "S6", "S10"],
  },
  {
    key: "6",
    title: "Generation 6",
    code: "6",
    looks: {
      opens: OPENS,
      star: told("hologram"),
      letters: THICK,
      wearer: OTHERS,
      wording: told("2000"),
      inside: order("round"),
    },
    since: { year: 2000, sure: "agreed" },
    told: [agreed("It came in 2000."), told("Its star shimmers like a hologram and says 2000.")],
    earliest: [],
    sources: ["S2", "S10"],
  },
  {
    key: "zodiac",
    title: "Generation 6, the Zodiac kind",
    code: "6 (Zodiac)",
    looks: {
      opens: OPENS,
      star: told("hologram"),
      letters: THICK,
      wearer: agreed("zodiac"),
      inside: order("round"),
    },
    since: { year: 2000, sure: "agreed" },
    told: [agreed("The Zodiac animals of 2000 wear a kind of their own of generation 6.")],
    earliest: [],
    sources: ["S2", "S10"],
  },
  {
    key: "7",
    title: "Generation 7",
    code: "7",
    looks: {
      opens: OPENS,
      star: told("hologram"),
      letters: THICK,
      wearer: OTHERS,
      wording: told("other"),
      inside: order("round"),
    },
    since: { year: 2000, sure: "agreed" },
    told: [
      agreed("It was in use together with generation 6, from 2000 on."),
      told("Its star shimmers like a hologram and says something other than 2000."),
    ],
    earliest: [],
    sources: ["S2", "S10"],
  },
  {
    key: "later",
    title: "One of generations 8 to 20",
    code: null,
    looks: { wearer: OTHERS },
    since: { year: 2001, sure: "told" },
    told: [told("They came from 2001 on. How each of them looks stands in no two of our sources.")],
    disputed: "How many there are: 20, 15 or 13, by three sources.",
    earliest: [],
    sources: ["S3", "S4", "S7"],
  },
];
