import type { SeedItem } from "../collection";
import { piece } from "./piece";

/** The pieces that differ by a wing, a spot, a mane or a seam. */
export const details: readonly SeedItem[] = [
  piece("quackers-without-wings", {
    tags: ["pair", "centrepiece"],
    story: `A duck without wings is a very good drawing of a duck. Two volumes and a bill; Brancusi would have stopped there too. The wings came later, and with them an expression of slight apology.

It tips forward if you set it down carelessly. I have cut a wedge of museum board, two degrees, and it has not fallen since 2014.`,
    copies: [
      {
        label: "The Evanston copy",
        condition: "excellent",
        swingTag: "1",
        tushTag: "1",
        acquired: "2013-09-08",
        pricePaid: 96000,
        note: "Private sale, two witnesses, one of them crying. Tag reads Quacker, singular. Seat flattened; pellets not topped up and never will be.",
        plushCondition: "excellent",
        swingTagCondition: "creased",
        tushTagCondition: "mint",
        tagProtector: "yes",
        certifiedBy: "Lakeshore Plush Authentication",
        certificateNumber: "LPA-13-0442",
        certifiedOn: "2013-10-02",
        certificateWording:
          "Genuine. First swing tag, first tush tag. Seat compressed, pellets original. No repair seen under magnification.",
        acquiredFrom: "The Halloran estate, Evanston",
        privateNote: "Insured under rider 13-0908. Her nephew has first refusal until 2030.",
      },
    ],
  }),
  piece("quackers", {
    tags: ["pair"],
    copies: [
      {
        label: "A",
        condition: "mint",
        swingTag: "4",
        tushTag: "3",
        acquired: "2005-04",
        pricePaid: 500,
      },
      {
        label: "B",
        status: "lent",
        condition: "good",
        swingTag: "3",
        tushTag: "1",
        acquired: "--04-19",
        note: "Arrived on the duck’s own birthday, from a neighbour who had no idea. I did not write down the year.",
      },
    ],
  }),
  piece("spot-without-spot", {
    tags: ["pair", "early design"],
    story: `A dog called Spot with no spot: somebody’s first week at a new job. It lasted a few months and then the spot was put on, and I like to think that a real person noticed, in a real meeting, and blushed.`,
    copies: [
      {
        label: "A",
        condition: "good",
        swingTag: "1",
        tushTag: "1",
        acquired: "2017-06",
        pricePaid: 88000,
        note: "Back examined under UV by a textile conservator: nothing removed, nothing glued. Her note is in file 17-06.",
        acquiredFrom: "A dealer in Skokie who asked not to be named",
      },
    ],
  }),
  piece("spot", {
    tags: ["pair"],
    want: { swingTag: "1", condition: "good", note: "a first tag, for the same dog" },
    copies: [{ label: "A", condition: "near-mint", swingTag: "2", tushTag: "1", acquired: "2003" }],
  }),
  piece("bongo-brown-tail", {
    tags: ["pair"],
    copies: [
      {
        label: "A",
        condition: "near-mint",
        swingTag: "4",
        tushTag: "3",
        acquired: "2010-01",
        pricePaid: 3000,
      },
    ],
  }),
  piece("bongo", {
    tags: ["pair"],
    story: `Three monkeys hang in a row at the stairs: the one whose tag says Nana, the brown tail, the tan tail. Nobody stops there on the way up. Everybody stops on the way down.`,
    copies: [{ label: "A", condition: "mint", swingTag: "5", tushTag: "5", acquired: "2010-01" }],
  }),
  piece("derby-fine-mane", {
    tags: ["manes"],
    story: `Fine yarn, and a great deal of it; the mane falls like a fringe that wants cutting. Every child who owned one combed it, which is why there are so few. Mine was owned by a boy who preferred trucks.`,
    copies: [
      {
        label: "A",
        condition: "near-mint",
        swingTag: "2",
        tushTag: "1",
        acquired: "2012-02-25",
        pricePaid: 61000,
        note: "Mane complete, never cut. Compare with the coarse one before you handle either.",
        plushCondition: "near-mint",
        swingTagCondition: "near-mint",
        tushTagCondition: "faded",
        certifiedBy: "Lakeshore Plush Authentication",
        certificateNumber: "LPA-12-0090",
        certifiedOn: "2012-04",
      },
    ],
  }),
  piece("derby-coarse-mane", {
    tags: ["manes"],
    copies: [
      { label: "A", condition: "excellent", swingTag: "3", acquired: "2009", pricePaid: 900 },
    ],
  }),
  piece("derby-star", {
    tags: ["manes"],
    copies: [
      { label: "A", condition: "mint", swingTag: "5", tushTag: "6", acquired: "2009" },
      {
        label: "Spare",
        status: "trade",
        condition: "mint",
        swingTag: "5",
        tushTag: "6",
        note: "For a swap.",
      },
    ],
  }),
  piece("mystic-fine-mane", {
    tags: ["manes"],
    copies: [
      {
        label: "A",
        condition: "good",
        swingTag: "2",
        tushTag: "1",
        acquired: "2018-05",
        pricePaid: 14500,
        plushCondition: "good",
        swingTagCondition: "worn",
        tushTagCondition: "frayed",
        note: "White gone to cream, evenly. I was offered a whitening treatment and showed the man the door.",
      },
    ],
  }),
  piece("mystic-iridescent-horn", {
    tags: ["manes"],
    copies: [
      { label: "A", condition: "mint", swingTag: "5", tushTag: "6", acquired: "2018-05" },
      {
        label: "B",
        status: "sold",
        condition: "mint",
        swingTag: "4",
        tushTag: "5",
        acquired: "2019",
        note: "Went to a school library in Duluth, where it is read to.",
        privateNote: "Sold for forty dollars to the librarian; she paid in quarters.",
      },
    ],
  }),
  piece("tank-seven-lines", {
    tags: ["shells"],
    want: {
      priority: "high",
      condition: "excellent",
      note: "to stand beside the other two",
      highest: 18000,
      currency: "USD",
    },
  }),
  piece("tank", {
    tags: ["shells"],
    story: `I used to call this one a toy and the seven-line one a sculpture. Then Inés put the two catalogues on my desk, open, and asked which of them I would rather be looked at by. It is the shell one. It has the better eyes.`,
    copies: [
      { label: "A", condition: "mint", swingTag: "4", tushTag: "4", acquired: "2016" },
      {
        label: "Understudy",
        keptOff: true,
        condition: "good",
        swingTag: "4",
        acquired: "2018",
        note: "Lives in the drawer. Goes out when the glass is cleaned, and nobody has noticed yet.",
      },
    ],
  }),
  piece("lucky-seven-spots", {
    tags: ["spots"],
    copies: [
      {
        label: "A",
        condition: "played",
        swingTag: "",
        tushTag: "1",
        acquired: "2004",
        pricePaid: 25,
        note: "Five of seven spots; the glue gives up. The two that are missing are drawn in on the card, in pencil.",
      },
    ],
  }),
  piece("lucky-printed-spots", {
    tags: ["spots"],
    copies: [{ label: "A", condition: "mint", swingTag: "4", tushTag: "4", acquired: "2004" }],
  }),
  piece("zip-all-black", {
    tags: ["three cats"],
    story: `All black, and the reason I bought a better lamp. Under the old one you saw two eyes and a tag.`,
    copies: [
      {
        label: "A",
        condition: "excellent",
        swingTag: "3",
        tushTag: "1",
        acquired: "2014-12",
        pricePaid: 39000,
        note: "Checked for ink at the paws with a white cloth: dry and damp, clean both times.",
      },
    ],
  }),
  piece("zip-white-face", {
    tags: ["three cats"],
    story: `The middle cat. White face, no socks, and the look of somebody who has been asked to hold a ladder. I underrated it for ten years.`,
    copies: [
      {
        label: "A",
        condition: "near-mint",
        swingTag: "2",
        tushTag: "1",
        acquired: "2014",
        pricePaid: 16000,
      },
    ],
  }),
  piece("zip-white-belly", { tags: ["three cats"], copies: [{ label: "A", condition: "mint" }] }),
];
