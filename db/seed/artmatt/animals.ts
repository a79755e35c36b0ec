import type { SeedItem } from "../collection";
import { piece } from "./piece";

/** The pieces that are here for themselves. */
export const animals: readonly SeedItem[] = [
  piece("legs", {
    tags: ["green room"],
    story: `Four limbs, one green, nothing to explain. When I teach the interns how to write a label I give them Legs: forty words, no adjectives you could not defend in court. The best one so far read “Frog, sitting down.”`,
    copies: [
      {
        label: "A",
        condition: "near-mint",
        swingTag: "2",
        tushTag: "1",
        acquired: "2001-04-25",
        loans: [
          {
            lentTo: "Lane Tech, the drawing class",
            since: -160,
            due: -130,
            backOn: -132,
            note: "Came back two days early with eleven portraits.",
          },
        ],
      },
      {
        label: "B",
        status: "given",
        condition: "mint",
        swingTag: "4",
        tushTag: "3",
        acquired: "2001",
        note: "To the intern who wrote the label.",
      },
    ],
  }),
  piece("chops", {
    tags: ["short run"],
    story: `One year and a few days on the shelves. The face is black felt-smooth and the fleece is not; your finger finds the border before your eye does. A blind visitor told me which way it was looking from across the table, by the sound of my putting it down.`,
    copies: [
      {
        label: "A",
        condition: "mint",
        swingTag: "3",
        tushTag: "2",
        acquired: "2010-05-03",
        pricePaid: 6500,
      },
    ],
  }),
  piece("daisy-harry-caray", {
    tags: ["Chicago"],
    story: `Daisy with the broadcaster’s portrait on the tag. My father listened to him on a radio the size of a loaf; the sound of summer was that voice being wrong about a fly ball. I am from here. I was always going to own this one.`,
    copies: [
      {
        label: "A",
        condition: "near-mint",
        swingTag: "unsure",
        acquired: "1998-05",
        note: "Given at the ballpark. The ticket stub is behind the card.",
      },
    ],
  }),
  piece("chocolate", {
    copies: [
      { label: "A", condition: "excellent", swingTag: "3", tushTag: "1", acquired: "2004-12" },
      {
        label: "B",
        status: "ordered",
        condition: "mint",
        pricePaid: 4200,
        note: "On its way from Ontario.",
        acquiredFrom: "A retired mail carrier, by letter",
      },
    ],
  }),
  piece("coral", {
    tags: ["tie-dye"],
    copies: [
      { label: "A", condition: "mint", swingTag: "3", tushTag: "1", pricePaid: 2400 },
      { label: "B", condition: "near-mint", swingTag: "4", tushTag: "2" },
    ],
    status: "sale",
  }),
  piece("claude", {
    tags: ["tie-dye"],
    copies: [
      { label: "A", condition: "mint", swingTag: "5", tushTag: "6", acquired: "2003-09-03" },
    ],
  }),
];
