import { defaultSkin, getPreset } from "@/themes/presets";
import { animals } from "./artmatt/animals";
import { backRoom } from "./artmatt/back-room";
import { bears } from "./artmatt/bears";
import { colours } from "./artmatt/colours";
import { details } from "./artmatt/details";
import { names } from "./artmatt/names";
import { observations, rates } from "./artmatt/values";
import { type Collection, keptIn } from "./collection";

const vitrine = getPreset("vitrine").skin;
const tagline = "Variants side by side, under one lamp.";
const words = { one: "Beanie", many: "Beanies", collection: "The cabinet" };

/** Matt Halloran keeps a gallery in Chicago and looks at Beanies as he looks at prints. */
export const artmatt: Collection = {
  slug: "artmatt",
  name: "ArtMatt",
  since: "2024-03-02",
  firstSkin: defaultSkin("vitrine"),
  laterSkins: [
    { note: "Our own words", skin: defaultSkin("vitrine", { tagline, words }) },
    {
      note: "The vermilion of the front door",
      skin: defaultSkin("vitrine", {
        tagline,
        words,
        colours: {
          light: { ...vitrine.colours.light, accent: "#b8301a" },
          dark: { ...vitrine.colours.dark, accent: "#ff8260" },
        },
      }),
    },
  ],
  members: [
    { email: "matt@artmatt.example", name: "Matt Halloran", role: "owner" },
    { email: "ines@artmatt.example", name: "Inés Quiroga", role: "editor" },
    { email: "dolores@artmatt.example", name: "Dolores Halloran", role: "viewer" },
  ],
  fields: [],
  sets: [
    {
      name: "The original nine",
      note: "What the shops had first, in January 1994, each in any of its variants. Cubbie was called Brownie before.",
      visibility: "public",
      counted: "staying",
      rule: "the original nine",
    },
    {
      name: "Every variant of Peanut",
      note: "",
      visibility: "public",
      counted: "held",
      rule: {
        kind: "catalogue",
        line: "",
        product: "peanut/4062",
        animal: "",
        year: "",
        each: "entry",
      },
    },
    {
      name: "Bears of 1997",
      note: "By their introduction, where sources agree on it.",
      visibility: "public",
      counted: "held",
      rule: {
        kind: "catalogue",
        line: "",
        product: "",
        animal: "Bear",
        year: "1997",
        each: "product",
      },
    },
  ],
  reaches: { wants: "shelf", trades: "shelf" },
  observations,
  rates,
  templates: [],
  places: [
    { key: "gallery", name: "Gallery" },
    { key: "long case", name: "The long case", within: "gallery" },
    { key: "case with the lamp", name: "The case with the lamp", within: "gallery" },
    { key: "stairs", name: "Stairs", within: "gallery" },
    { key: "back room", name: "Back room" },
    { key: "flat file", name: "Flat file", within: "back room" },
    { key: "drawer four", name: "Drawer 4", within: "flat file" },
    { key: "drawer nine", name: "Drawer 9", within: "flat file" },
    { key: "small safe", name: "Small safe", within: "back room" },
    { key: "green room", name: "Green room" },
  ],
  items: [
    ...keptIn("long case", colours),
    ...keptIn("case with the lamp", details),
    ...keptIn("stairs", names),
    ...keptIn("drawer four", bears),
    ...keptIn("green room", animals),
    ...keptIn("small safe", backRoom),
  ],
};
