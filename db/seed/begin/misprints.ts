import type { SeedItem } from "../collection";
import { critter } from "./critter";

/** What went wrong at the factory, which is why begin is here at all. */
export const misprints: readonly SeedItem[] = [
  critter("millenium", {
    tags: ["typo", "doubles"],
    story: `one n short. they printed it, noticed, fixed it, shipped both. same as us.

i have four because chat kept finding them at flea markets and mailing them to me. please stop. (don't stop.)`,
    copies: [
      {
        label: "a.out",
        condition: "mint",
        swingTag: "5",
        tushTag: "7",
        acquired: "2021-01",
        pricePaid: 400,
        note: "keeper. sits on the router.",
      },
      {
        label: "b.out",
        status: "trade",
        condition: "mint",
        swingTag: "5",
        acquired: "2021",
        note: "trade me",
        acquiredFrom: "chat, unasked",
      },
      {
        label: "c.out",
        status: "trade",
        condition: "excellent",
        swingTag: "5",
        acquired: "2022-08",
        note: "trade me. smells faintly of someone's attic",
      },
      {
        label: "d.out",
        status: "missing",
        condition: "played",
        note: "dog got it. still reads millenium.",
      },
    ],
  }),
  critter("millennium", {
    tags: ["typo"],
    story: `the patch release. both n's. less interesting, passes review.`,
    copies: [{ label: "v1.0.1", condition: "mint", swingTag: "5", acquired: "2021-02" }],
  }),
  critter("echo-waves-tags", {
    tags: ["swapped"],
    story: `off by one. a dolphin wearing the whale's tag. somewhere a for loop started at 1.`,
    copies: [
      {
        label: "/dev/dolphin",
        condition: "near-mint",
        swingTag: "4",
        tushTag: "3",
        certifiedBy: "tag court",
        certificateNumber: "TC-0x2A",
        certifiedOn: "2020-12-05",
        certificateWording:
          "three mods, one vote each. verdict: dolphin. the tag is wrong and the tag is real.",
        acquired: "2020-11",
        pricePaid: 1500,
      },
    ],
  }),
  critter("waves-echo-tags", {
    tags: ["swapped"],
    story: `the other half of the bug. they ride the same shelf, back to back, not speaking.`,
    copies: [
      { label: "/dev/whale", condition: "mint", swingTag: "4", acquired: "2020-11-28" },
      {
        label: "spare",
        status: "trade",
        condition: "mint",
        swingTag: "4",
        note: "for trade, wants a friend",
      },
    ],
  }),
  critter("echo", {
    copies: [{ label: "control group", condition: "good", swingTag: "5", tushTag: "6" }],
  }),
  critter("iggy", {
    tags: ["swapped"],
    story: `iggy and rainbow got merged without a review and nobody could say afterwards whose diff was whose. i have read six guides. i have seven opinions.`,
    copies: [
      { label: "theirs", condition: "mint", swingTag: "5", tushTag: "6", acquired: "2022" },
      {
        label: "ours",
        status: "trade",
        condition: "mint",
        swingTag: "5",
        note: "up for trade",
      },
    ],
  }),
  critter("rainbow", {
    tags: ["swapped"],
    story: `called rainbow. is blue. the enum was named before the requirements came in.`,
    copies: [{ label: "one", condition: "near-mint", swingTag: "5", tushTag: "6" }],
  }),
  critter("spook", {
    tags: ["truncated"],
    story: `varchar(5).`,
    copies: [
      {
        label: "one",
        condition: "good",
        swingTag: "3",
        tushTag: "1",
        acquired: "2023-10-31",
        pricePaid: 9000,
        note: "tag is soft at the fold but all five letters are there. won it live, vod is up.",
      },
    ],
  }),
  critter("spooky", {
    colour: "white",
    tags: ["truncated"],
    want: { swingTag: "3", note: "one that lost its y. so, a spook" },
    copies: [{ label: "one", condition: "mint", swingTag: "4", tushTag: "3" }],
  }),
  critter("tusk", {
    tags: ["unconfirmed"],
    story: `one list says early ones were tagged "tusks". one. i've been asking for proof since 2021: a photo, a tag, anything. until then it's a rumor with teeth.`,
    copies: [{ label: "one", condition: "excellent", swingTag: "4", acquired: "2021-04-01" }],
  }),
  critter("maple-pride", {
    tags: ["renamed"],
    want: {
      priority: "high",
      note: "the tush tag must say pride. a photo of it, please, not a promise",
      highest: 6000,
      currency: "EUR",
    },
  }),
  critter("maple", {
    tags: ["renamed", "doubles"],
    status: "trade",
    copies: [
      { label: "one", condition: "mint", swingTag: "4", tushTag: "5", acquired: "2019-07-01" },
      { label: "two", condition: "near-mint", swingTag: "5" },
    ],
  }),
  critter("garcia-use-to", {
    tags: ["typo"],
    story: `"use to". it use to say used to, then it didn't, then it did. git blame returns a bear.`,
    copies: [
      {
        label: "one",
        condition: "near-mint",
        swingTag: "4",
        tushTag: "3",
        acquired: "2022-05-11",
        pricePaid: 2200,
      },
    ],
  }),
  critter("libearty", {
    tags: ["not a typo"],
    story: `WONTFIX, works as intended.`,
    copies: [{ label: "one", condition: "mint", swingTag: "4", tushTag: "3" }],
  }),
  critter("punchers", {
    tags: ["typo"],
    story: `if anyone has a lobster that punches. dms open. kidneys negotiable.`,
  }),
];
