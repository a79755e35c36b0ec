import type { SeedItem } from "../collection";
import { piece } from "./piece";

/** Items that the shelf does not show: unlisted, private or in the trash. */
export const backRoom: readonly SeedItem[] = [
  piece("britannia", {
    visibility: "unlisted",
    status: "sale",
    tags: ["viewing room"],
    story: `Shown on request. If you have this address, I sent it to you: she is yours to consider until the end of the month, and nobody else has been written to.`,
    copies: [
      {
        label: "A",
        condition: "mint",
        swingTag: "5",
        tushTag: "6",
        acquired: "2020-02",
        pricePaid: 9500,
        note: "Flag is embroidered. Bought in Bath, carried home on my lap.",
      },
    ],
  }),
  piece("nip-white-face", {
    visibility: "unlisted",
    tags: ["viewing room"],
    copies: [{ label: "A", condition: "near-mint", swingTag: "2", tushTag: "1", acquired: "2020" }],
  }),
  piece("teddy-cranberry-old-face", {
    slug: "soft-goods-loan",
    name: "Teddy (cranberry, old face), second copy, lent to the exhibition “Soft Goods” in Milwaukee",
    visibility: "unlisted",
    tags: ["on loan"],
    copies: [
      {
        label: "Loan 19-04",
        condition: "excellent",
        swingTag: "3",
        tushTag: "1",
        acquired: "2019-04",
        pricePaid: 68000,
        note: "Back in the crate since the show closed; the crate is still in the hall.",
      },
    ],
  }),
  piece("peanut-royal-blue", {
    slug: "peanut-for-dolores",
    name: "Peanut, royal blue, for Dolores’s ninetieth",
    visibility: "private",
    tags: ["gift"],
    story: `A second royal blue, found after eleven years of asking. It goes to Aunt Dolores on her ninetieth, in a shoe box, wrapped in the sports pages. She reads this site. She must not read this.`,
    copies: [
      {
        label: "The gift",
        condition: "excellent",
        swingTag: "3",
        tushTag: "1",
        acquired: "2022-10-02",
        pricePaid: 214000,
        placeId: "drawer nine",
        note: "Hidden in the flat file, drawer nine, under the Whistler prints.",
      },
    ],
  }),
  piece("teddy-violet-new-face", {
    slug: "consignment-vasquez",
    name: "Teddy, violet, consigned by Mrs. Vasquez",
    visibility: "private",
    status: "sale",
    tags: ["consignment"],
    story: `Consigned in confidence, and the family does not know yet. Floor is eleven hundred dollars; she would take nine hundred before Thanksgiving. Commission waived: she taught Wren the violin.`,
    copies: [
      {
        label: "Consigned",
        condition: "near-mint",
        swingTag: "3",
        tushTag: "1",
        acquired: "2023-06",
        pricePaid: 110000,
        note: "Receipt V-0623 in the small safe. No photographs with the serial card in view.",
      },
    ],
  }),
  piece("nip-all-gold", {
    slug: "nip-under-review",
    name: "Nip, all gold, under review",
    visibility: "private",
    tags: ["doubt"],
    story: `I no longer believe in this one. The gold is right and the face is right, and the thread in the tush tag glows under UV, which thread of that age does not do. I paid for it in front of half the trade. Until I know from whom he had it, it does not exist.`,
    copies: [
      {
        label: "Doubtful",
        condition: "near-mint",
        swingTag: "unsure",
        tushTag: "unsure",
        acquired: "2021-05-15",
        pricePaid: 87500,
        note: "Sent to Groningen for fibre analysis, reference NL-5518. Refund claim drafted.",
      },
    ],
  }),
  piece("chocolate", {
    slug: "chocolate-draft",
    name: "Chocolate, draft label",
    trashed: true,
    story: "Inés: duplicate of the other entry, made by mistake on the tablet. Throwing it out.",
  }),
  piece("princess", {
    slug: "princess-forged-tag",
    name: "Princess, forged tag",
    trashed: true,
    tags: ["forgery"],
    story: `Returned to the seller in Tulsa with a letter. The star on the tag was printed on an office printer; under the loupe you can see the dots. Out of the catalogue.`,
    copies: [
      {
        label: "Returned",
        condition: "mint",
        swingTag: "unsure",
        tushTag: "6",
        pricePaid: 4000,
        note: "Refunded less postage.",
      },
    ],
  }),
];
