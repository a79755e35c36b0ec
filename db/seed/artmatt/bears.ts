import type { SeedItem } from "../collection";
import { piece } from "./piece";

/** The bears, which came last and took the big wall. */
export const bears: readonly SeedItem[] = [
  piece("teddy-cranberry-old-face", {
    tags: ["old face"],
    story: `The old face is a long muzzle and eyes set wide, like a bear in a children’s book printed between the wars. The new face is a portrait photographer’s bear: chin down, eyes to the camera. I prefer to be ignored by the old one.`,
    copies: [
      {
        label: "A",
        condition: "near-mint",
        swingTag: "2",
        tushTag: "1",
        acquired: "2013-01-26",
        pricePaid: 73000,
        note: "Ex-collection of a Dutch dentist who kept them in instrument drawers, in the dark. Colour as new.",
      },
    ],
  }),
  piece("teddy-jade-old-face", { tags: ["old face", "looking for"] }),
  piece("teddy-teal-new-face", {
    tags: ["new face"],
    copies: [
      {
        label: "A",
        condition: "excellent",
        swingTag: "3",
        tushTag: "1",
        acquired: "2013-01-26",
        pricePaid: 31000,
      },
    ],
  }),
  piece("teddy-violet-new-face", {
    tags: ["new face"],
    copies: [
      {
        label: "A",
        condition: "good",
        swingTag: "unsure",
        tushTag: "1",
        acquired: "2019",
        pricePaid: 19500,
        note: "The tag was trimmed by a tidy child. What is left of it fits two generations, so I have not chosen.",
      },
    ],
  }),
  piece("libearty", {
    tags: ["tag text"],
    story: `A pun that went to print and stayed there. For a week in the summer of 1996 half of Chicago believed it was a mistake and would be worth a house. It is a pun. It is worth a pun.`,
    copies: [{ label: "A", condition: "mint", swingTag: "4", tushTag: "3", acquired: "1996-07" }],
  }),
  piece("princess-pvc", {
    tags: ["pair", "pellets"],
    story: `Everyone has one and everyone’s brother-in-law says that theirs is the one. I keep a pair, PVC and PE, for exactly that conversation: you may hold both, close your eyes, and tell me which is which. Then you may stop reading auction listings.

She is a lovely purple, for all that.`,
    copies: [
      {
        label: "A",
        condition: "mint",
        swingTag: "4",
        tushTag: "6",
        acquired: "1997-12-20",
        pricePaid: 2500,
        note: "Queued for, in snow, with Dolores, who got the last but one.",
      },
    ],
  }),
  piece("princess", {
    tags: ["pair", "pellets"],
    copies: [
      { label: "A", condition: "mint", swingTag: "4", tushTag: "6", acquired: "1998" },
      { label: "B", condition: "mint", swingTag: "4", tushTag: "6", note: "To be given away." },
    ],
  }),
  piece("1999-holiday-teddy", {
    tags: ["winter"],
    copies: [{ label: "A", condition: "mint", swingTag: "5", tushTag: "8", acquired: "--12-25" }],
  }),
  piece("maple", { status: "trade", copies: [{ label: "A", condition: "mint", swingTag: "4" }] }),
];
