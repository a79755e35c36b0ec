import type { SeedItem } from "../collection";
import { piece } from "./piece";

/** The pieces whose interest is on the tag: first names, shared numbers, mistakes. */
export const names: readonly SeedItem[] = [
  piece("brownie", {
    tags: ["first names"],
    story: `A bear that changed its name. The cloth is Cubbie’s, the cut is Cubbie’s, and the tag says Brownie; if the tag were lost there would be nothing here but a brown bear. So the tag hangs in its own frame, beside the bear, at the same height, and the two are insured together.`,
    copies: [
      {
        label: "A",
        condition: "good",
        swingTag: "1",
        tushTag: "1",
        acquired: "2016-03-12",
        pricePaid: 112000,
        note: "Tag authenticated twice, by people who do not speak to each other.",
      },
    ],
  }),
  piece("cubbie", {
    tags: ["first names"],
    copies: [
      { label: "A", condition: "mint", swingTag: "4", tushTag: "3", acquired: "1997-12" },
      {
        label: "Ballpark",
        condition: "good",
        swingTag: "5",
        tushTag: "5",
        acquired: "1998",
        note: "Came home from Wrigley in my coat. Mustard on the left paw, kept.",
      },
    ],
  }),
  piece("punchers", { tags: ["first names", "looking for"] }),
  piece("pinchers", {
    tags: ["first names"],
    story: `I keep a mint one for its red and a ruined one for its story: my daughter Wren took it into the bath every night from two to four. The claws have gone the colour of tea roses. When the mint one leaves, and one day it will, the ruined one gets the plinth.`,
    copies: [
      { label: "A", condition: "mint", swingTag: "3", tushTag: "1", acquired: "2002-06-19" },
      {
        label: "Wren’s",
        condition: "played",
        note: "No tags at all. See above.",
      },
    ],
  }),
  piece("nana", {
    tags: ["first names"],
    copies: [
      {
        label: "A",
        condition: "near-mint",
        swingTag: "3",
        tushTag: "1",
        acquired: "2015-08-17",
        pricePaid: 128000,
        note: "From the collection of a man who owned forty monkeys and let me have one, after lunch.",
      },
    ],
  }),
  piece("iggy", {
    tags: ["exchanged"],
    copies: [{ label: "A", condition: "mint", swingTag: "5", tushTag: "6", acquired: "1999" }],
  }),
  piece("iggy-tie-dye", { tags: ["exchanged", "tie-dye"], copies: [{ condition: "mint" }] }),
  piece("rainbow", {
    tags: ["exchanged"],
    story: `Rainbow is the plain blue one and Iggy is the one with all the colours, until they are not. The two were swapped, cloth or tags or both, and every expert is certain in a different direction. I show all four in a square, unlabelled, and hand visitors the four cards. So far a retired bus driver has done best.`,
    copies: [{ label: "A", condition: "mint", swingTag: "5", tushTag: "6", acquired: "1999" }],
  }),
  piece("rainbow-tie-dye", {
    tags: ["exchanged", "tie-dye"],
    copies: [{ label: "A", condition: "near-mint", swingTag: "5", tushTag: "6", acquired: "2001" }],
  }),
  piece("bronty", {
    tags: ["one number"],
    story: `4085. Hold the thought, and look at the donkey.

The cloth is the attraction and the curse: it splits along the seams if you so much as admire it. This one has travelled lying down since 2008.`,
    copies: [
      {
        label: "A",
        condition: "excellent",
        swingTag: "3",
        tushTag: "1",
        acquired: "2008-09",
        pricePaid: 33000,
        note: "Seams sound. Do not squeeze; do not let others squeeze.",
      },
    ],
  }),
  piece("lefty", {
    tags: ["one number"],
    story: `Also 4085. A number that was a dinosaur in one year and a politician in the next. I put them together for the election of 2008 and was accused of bias by both parties.`,
    copies: [
      {
        label: "A",
        status: "lent",
        condition: "mint",
        swingTag: "4",
        tushTag: "3",
        acquired: "2008-11-04",
        loans: [
          {
            lentTo: "Prof. Adebayo, Department of Political Science",
            since: -24,
            due: 5,
            note: "For a lecture on numbering. Not to stand beside the elephant.",
          },
        ],
      },
    ],
  }),
  piece("magic", {
    tags: ["thread"],
    story: `Look at the wings, at the stitching: pale thread here, on later ones a hot pink. One spool. I have watched grown people who came to buy a landscape spend half an hour on that spool, with the loupe, and leave without the landscape.`,
    copies: [
      {
        label: "Pale thread",
        status: "lent",
        loans: [
          {
            lentTo: "The Aldine Street museum of handwork",
            since: -96,
            due: -9,
            note: "For the room on thread. They have the loan form; I have the other half of it. Ring Mrs. Kowal.",
          },
        ],
        condition: "near-mint",
        swingTag: "3",
        tushTag: "1",
        acquired: "2011-05",
        pricePaid: 2800,
      },
      {
        label: "Hot pink thread",
        condition: "mint",
        swingTag: "4",
        tushTag: "3",
        acquired: "2011-05",
        pricePaid: 2000,
        note: "Photographed for the cover of our spring card.",
      },
    ],
  }),
  piece("garcia", {
    tags: ["tie-dye"],
    colour: "Tie-dye",
    story: `I was asked to lend it to a show about album covers and I said no, then drove it there myself. It sat between two guitars that had been somewhere. Nobody has ever looked so much at home on a plinth.`,
    copies: [
      {
        label: "A",
        condition: "mint",
        swingTag: "4",
        tushTag: "3",
        acquired: "1997-05-12",
        pricePaid: 500,
        note: "Bought the day after it was retired, at the counter, at the price on the sticker. I have never been so lucky again.",
      },
    ],
  }),
  piece("humphrey", {
    tags: ["short run"],
    birthday: "",
    story: `A camel that lies down well. He was gone after a year and I was late by seventeen. I do not print a birthday for him: no tag of his carries one, and I would rather leave the line empty than borrow it.`,
    copies: [
      {
        label: "A",
        condition: "excellent",
        swingTag: "2",
        tushTag: "1",
        acquired: "2012-11",
        pricePaid: 57500,
        note: "Neck straight. Most of them bow.",
      },
    ],
  }),
];
