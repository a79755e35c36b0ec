import { defaultSkin, getPreset } from "@/themes/presets";
import { animals } from "./artmatt/animals";
import { backRoom } from "./artmatt/back-room";
import { bears } from "./artmatt/bears";
import { colours } from "./artmatt/colours";
import { details } from "./artmatt/details";
import { names } from "./artmatt/names";
import type { Collection } from "./collection";

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
  templates: [],
  items: [...colours, ...details, ...names, ...bears, ...animals, ...backRoom],
};
