import type { SeedItem } from "../collection";
import { critter } from "./critter";

/** The rest of the heap. */
export const heap: readonly SeedItem[] = [
  critter("peanut", {
    tags: ["on camera"],
    story: `first critter i ever bought with sub money. light blue, the common one, i know, you don't have to tell me, there's a command for people who tell me (!royal).

he's on the left monitor in every stream since episode 3. when a build fails he gets turned to face the wall.`,
    copies: [
      {
        label: "on air",
        placeId: "left monitor",
        condition: "good",
        swingTag: "4",
        tushTag: "3",
        acquired: "2019-02-23",
        pricePaid: 350,
        note: "sun-faded on the side that faces the ring light",
      },
      {
        label: "understudy",
        condition: "mint",
        swingTag: "5",
        tushTag: "6",
        acquired: "2020",
        pricePaid: 500,
      },
    ],
  }),
  critter("princess", {
    tags: ["doubles"],
    status: "trade",
    story: `my uncle still has his in a safe deposit box. the box costs more per year than she does. i've shown him the spreadsheet. he says spreadsheets don't have a hologram.

i own three and would like to own none.`,
    copies: [
      { label: "one", condition: "mint", swingTag: "4", tushTag: "6", acquired: "2019-09-13" },
      { label: "two", condition: "mint", swingTag: "4", tushTag: "6" },
      {
        label: "three",
        condition: "near-mint",
        swingTag: "4",
        tushTag: "6",
        note: "came free with a monitor arm",
      },
    ],
  }),
  critter("garcia", {
    colour: "tie-dye",
    tags: ["on camera"],
    story: `the only critter with his own channel point reward. 5,000 points and he dances. he does not dance well. that's the product.`,
    copies: [
      {
        label: "one",
        condition: "played",
        swingTag: "",
        tushTag: "3",
        acquired: "2020-08",
        pricePaid: 700,
        note: "no swing tag. fishing line through the paws.",
        plushCondition: "played",
        swingTagCondition: "none",
        tushTagCondition: "cut",
      },
    ],
  }),
  critter("quackers", {
    tags: ["debugging"],
    story: `rubber duck was taken. this one has pellets, so when you put him down after explaining the bug it sounds like a small verdict.`,
    copies: [
      { label: "senior", condition: "good", swingTag: "4", tushTag: "3", acquired: "2018" },
      {
        label: "junior",
        status: "sold",
        condition: "mint",
        swingTag: "5",
        tushTag: "6",
        acquired: "2023",
        note: "got a job elsewhere",
      },
    ],
  }),
  critter("pinchers", {
    tags: ["on camera"],
    story: `holds the usb cables. load-bearing lobster. don't @ me.`,
    copies: [{ label: "one", condition: "good", swingTag: "4", tushTag: "4", acquired: "2020" }],
  }),
  critter("legs", {
    story: `bought for two euros at the mauerpark flea market from a kid who said "he's good at sitting". he was right. best product copy i've ever read.`,
    copies: [
      {
        label: "one",
        condition: "good",
        swingTag: "3",
        tushTag: "1",
        acquired: "2021-06",
        pricePaid: 200,
      },
    ],
  }),
  critter("humphrey", {
    birthday: "--05-19",
    tags: ["grail", "cheap edition"],
    story: `nobody printed a birthday on him. one list says may 19. i trust the day, not the year, so that's what's in the field. if your parser chokes on a date without a year: so did mine. fixed it on stream, four hours, vod's up.`,
    copies: [
      {
        label: "one",
        condition: "played",
        swingTag: "unsure",
        tushTag: "1",
        acquired: "2022-05-19",
        pricePaid: 8800,
        swingTagCondition: "torn",
        tagProtector: "no",
        note: "tag cut in half lengthwise. could be 1, could be 2. he leans.",
      },
    ],
  }),
  critter("magic", {
    story: `hot pink wing thread. or pale. monitor isn't calibrated and neither am i.`,
    copies: [{ label: "one", condition: "near-mint", swingTag: "4", tushTag: "3" }],
  }),
  critter("inky", {
    tags: ["on camera"],
    story: `eight arms, one for each terminal. i named the panes after them once. do not do this.`,
    copies: [{ label: "one", condition: "excellent", swingTag: "4", tushTag: "4" }],
  }),
  critter("batty", {
    tags: ["tie-dye"],
    story: `hangs from the boom arm by velcro. drops into frame when i hit the desk. nobody planned it, it's the most clipped thing on the channel.`,
    copies: [
      { label: "one", condition: "good", swingTag: "5", tushTag: "6", acquired: "2021-10" },
      {
        label: "stunt double",
        status: "lent",
        condition: "played",
        swingTag: "5",
        note: "on tour with another channel",
        loans: [
          {
            lentTo: "n0ctua",
            since: -71,
            due: 12,
            note: "swap on stream when it comes home. do not let the dog near it again",
          },
          { lentTo: "the night shift", since: -400, backOn: -371 },
        ],
      },
    ],
  }),
  critter("bongo", {
    story: `!bongo plays the sound. the sound is not a bongo. sorry to everyone with headphones since 2019.`,
    copies: [{ label: "one", condition: "mint", swingTag: "4", tushTag: "4", acquired: "2019-10" }],
  }),
  critter("lefty", {
    tags: ["id collision"],
    story: `style number 4085, same as bronty. never use a business key as a primary key. thanks for coming to my talk, it's this donkey.`,
    copies: [{ label: "one", condition: "near-mint", swingTag: "4", acquired: "2020-11-03" }],
  }),
  critter("bronty", {
    tags: ["id collision"],
    want: {
      condition: "good",
      swingTag: "3",
      note: "the other half of 4085. will pay in reviews",
      highest: 25000,
      currency: "EUR",
    },
  }),
  critter("righty", {
    tags: ["id collision"],
    copies: [{ label: "one", condition: "near-mint", swingTag: "4", acquired: "2020-11-03" }],
  }),
  critter("rex", {
    tags: ["id collision"],
    copies: [
      {
        label: "in the mail",
        status: "ordered",
        condition: "good",
        swingTag: "3",
        pricePaid: 17000,
        note: "customs has him. they sent a form. he is a dinosaur, i wrote.",
        acquiredFrom: "a widower in leipzig who asked what i'd name him",
        privateNote: "tracking rr 4085 1993 de, stuck since tuesday",
      },
    ],
  }),
  critter("tabasco", {
    tags: ["id collision", "renamed"],
    story: `4002, see also snort. same bull, new paws, new name. there was a lawyer in the loop, or so chat says, and chat has never been wrong for longer than an hour.`,
    copies: [
      {
        label: "one",
        condition: "excellent",
        swingTag: "4",
        tushTag: "3",
        acquired: "2022-03",
        pricePaid: 2600,
      },
    ],
  }),
  critter("snort", {
    tags: ["id collision", "renamed"],
    copies: [
      { label: "one", condition: "mint", swingTag: "4", tushTag: "5" },
      {
        label: "two",
        status: "trade",
        condition: "mint",
        swingTag: "5",
        tushTag: "6",
        note: "for trade",
      },
    ],
  }),
  critter("tank", {
    story: `seven lines, nine lines, with shell. you can bash your own joke here, i've used all of mine.`,
    copies: [{ label: "with shell", condition: "good", swingTag: "4", acquired: "2021" }],
  }),
  critter("crunch", {
    tags: ["on camera"],
    story: `bites the deadline. literally: he's pinned over the calendar, mouth on friday.`,
    copies: [{ label: "one", condition: "good", swingTag: "5", tushTag: "6", acquired: "2019-01" }],
  }),
  critter("claude", {
    story: `a crab in every color at once, like somebody catted a png to the terminal.`,
    copies: [
      { label: "one", condition: "mint", swingTag: "4", tushTag: "5", acquired: "2022-09" },
      {
        label: "two",
        status: "trade",
        condition: "mint",
        swingTag: "5",
        tushTag: "6",
        note: "doubles. trade me.",
      },
    ],
  }),
  critter("zip-white-face", {
    tags: ["grail"],
    story: `/dev/null with a face. need one, can't justify one, there's a donation goal and it's at 61%.`,
    want: {
      priority: "high",
      condition: "near-mint",
      swingTag: "2",
      highest: 30000,
      currency: "EUR",
    },
  }),
  critter("sting", {
    status: "sale",
    copies: [
      {
        label: "one",
        condition: "mint",
        swingTag: "4",
        tushTag: "2",
        acquired: "2020-06",
        pricePaid: 1900,
        note: "selling because i sat on the other one",
      },
      { label: "the other one", status: "given", condition: "played", note: "sat on. rehomed." },
    ],
  }),
  critter("doby", {
    story: `guards the nas. 0 breaches. correlation is plush.`,
    copies: [{ label: "one", condition: "excellent", swingTag: "4", tushTag: "4" }],
  }),
  critter("1998-holiday-teddy", {
    tags: ["seasonal"],
    story: `comes out on the first night someone says "advent of code". goes back in when i give up, so around the 9th.`,
    copies: [{ label: "one", condition: "mint", swingTag: "5", tushTag: "6", acquired: "--12-01" }],
  }),
];
