import type { SeedItem } from "../collection";
import { piece } from "./piece";

/** The pieces that are one animal in several colours, hung side by side. */
export const colours: readonly SeedItem[] = [
  piece("peanut", {
    tags: ["pair", "light blue"],
    story: `The first thing in the cabinet, though there was no cabinet yet. Aunt Dolores sent it in a shoe box in 1996, wrapped in the sports pages, because I had the flu at twenty-four and she thought that was funny.

I have hung paintings at forty times the price with less care than I give this one. It stands to the left of the royal blue so that nobody needs a caption.`,
    copies: [
      {
        label: "Dolores’s",
        condition: "good",
        swingTag: "3",
        tushTag: "1",
        acquired: "1996-02",
        note: "Left ear rubbed where a thumb goes. Tag creased once, by me, in the excitement. Not for sale at any price.",
      },
      {
        label: "For the hand",
        condition: "excellent",
        swingTag: "4",
        tushTag: "3",
        acquired: "2009-05-30",
        pricePaid: 600,
        note: "Rummage sale, St. Pius V. The one visitors may pick up.",
      },
      {
        label: "Boxed",
        condition: "mint",
        swingTag: "5",
        tushTag: "6",
        acquired: "2014",
        pricePaid: 1500,
        note: "Never out of its case. I could not tell you why I own a third.",
      },
    ],
  }),
  piece("peanut-royal-blue", {
    tags: ["pair", "centrepiece", "early colour"],
    story: `People ask whether it is really that blue. It is bluer. Photographs pull it toward navy and the lamps in the front room pull it toward violet; only at about four on a winter afternoon does it look like itself.

The number one hears is two thousand shipped. I have met nine in twenty years and I believe in seven of them. This one came from the woman who bought it new, as a gift for a colleague who did not like elephants.`,
    copies: [
      {
        label: "The Naperville copy",
        condition: "near-mint",
        swingTag: "3",
        tushTag: "1",
        acquired: "2011-03-19",
        pricePaid: 185000,
        note: "Bought from the first owner, with her letter (file 11-03). Tag never bent; a shelf line across the crown that steaming would remove and that I have left alone.",
      },
    ],
  }),
  piece("patti-maroon", {
    tags: ["four colours"],
    story: `Four words for a family of reds, and no two dealers will assign them alike. I spent a winter with a printer’s swatch book before I dared to label mine. Maroon is the one that goes brown in the shade.

If you have come to argue, come before noon, when the light is from the north.`,
    copies: [
      {
        label: "A",
        condition: "excellent",
        swingTag: "2",
        tushTag: "1",
        acquired: "2012-10",
        pricePaid: 42000,
        note: "Estate of a schoolteacher in Oak Park, lot of eleven. Bill soft but even.",
      },
    ],
  }),
  piece("patti-raspberry", {
    tags: ["four colours"],
    copies: [
      {
        label: "A",
        condition: "good",
        swingTag: "1",
        tushTag: "1",
        acquired: "2013-04-06",
        pricePaid: 51000,
        note: "Tag detached and kept in a glassine beside it. Swing tag is flat: it does not open.",
      },
    ],
  }),
  piece("patti-fuchsia", {
    tags: ["four colours"],
    copies: [
      {
        label: "A",
        condition: "mint",
        swingTag: "4",
        tushTag: "3",
        acquired: "2008",
        pricePaid: 1200,
        note: "",
      },
      {
        label: "B",
        condition: "near-mint",
        swingTag: "3",
        tushTag: "2",
        acquired: "2010-08",
        pricePaid: 2200,
        note: "Half a tone cooler than A. Same dye, more sun.",
      },
    ],
  }),
  piece("patti-magenta", {
    tags: ["four colours", "looking for"],
    story: `The fourth Patti, and the gap on the wall. Twice I have been sent a photograph of a magenta that was a raspberry under a warm bulb. If yours stands next to a sheet of white paper in daylight and still looks like the inside of a fig, write to me.`,
  }),
  piece("digger-orange", {
    tags: ["pair", "early colour"],
    story: `Orange first, then red; as if somebody in an office had finally looked at a crab. The orange has more air in it. It sits lower on its legs too, though that may be twenty-five years on one shelf in Joliet.`,
    copies: [
      {
        label: "A",
        condition: "near-mint",
        swingTag: "3",
        tushTag: "1",
        acquired: "2012-07",
        pricePaid: 30500,
        note: "From the window of a card shop that was closing. The owner counted the claws in front of me, to show that it had both.",
      },
    ],
  }),
  piece("digger", {
    tags: ["pair"],
    copies: [{ label: "A", condition: "mint", swingTag: "4", tushTag: "2", acquired: "2012-07" }],
  }),
  piece("batty-brown", {
    tags: ["pair"],
    copies: [
      { label: "A", condition: "excellent", swingTag: "4", acquired: "2007-10", pricePaid: 800 },
    ],
  }),
  piece("batty", {
    tags: ["pair", "tie-dye"],
    story: `Tie-dye is the nearest this trade came to a unique print: one cloth, cut blind, so that each face gets whatever the dye was doing there. Mine has a patch of clear lemon over one eye and none over the other. I hung it next to the brown one for contrast and now the brown one looks like the frame.`,
    copies: [
      { label: "A", condition: "mint", swingTag: "5", tushTag: "6", acquired: "2007-10-31" },
    ],
  }),
  piece("inky-tan", {
    tags: ["pair", "early colour"],
    story: `Tan, and without a mouth. It gives the face a reserve that the pink one lost for good: you can believe that this octopus knows something. A child in the gallery asked me when it would get its mouth. I said it was still deciding.`,
    copies: [
      {
        label: "A",
        condition: "good",
        swingTag: "1",
        tushTag: "1",
        acquired: "2015-02-14",
        pricePaid: 44000,
        note: "Bought by post from Leeds; the parcel took seven weeks and had been opened. One arm restitched before my time, in cotton, neatly.",
      },
    ],
  }),
  piece("inky", {
    tags: ["pair"],
    copies: [
      { label: "A", condition: "mint", swingTag: "4", tushTag: "3", acquired: "2006" },
      { label: "B", condition: "excellent", swingTag: "5", tushTag: "6", acquired: "2006" },
    ],
  }),
];
