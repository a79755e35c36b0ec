import { defaultSkin } from "@/themes/presets";
import { dotfiles } from "./begin/dotfiles";
import { heap } from "./begin/heap";
import { misprints } from "./begin/misprints";
import { fields, own, pellets } from "./begin/own";
import { observations } from "./begin/values";
import { type Collection, keptIn, type SeedItem } from "./collection";

const words = { one: "critter", many: "critters", collection: "the heap" };

/** begin streams from a shell in Leipzig and collects what the factory got wrong. */
export const begin: Collection = {
  slug: "begin",
  name: "begin",
  since: "2024-05-19",
  firstSkin: defaultSkin("terminal"),
  laterSkins: [
    {
      note: "words++",
      skin: defaultSkin("terminal", {
        words,
        tagline: "find / -type plush -not -perfect 2>/dev/null",
      }),
    },
  ],
  members: [
    { email: "begin@begin.example", name: "begin", role: "owner" },
    { email: "pascal@begin.example", name: "mod_pascal", role: "editor" },
  ],
  fields,
  sets: [
    {
      name: "nine.txt",
      note: "wc -l says nine. any variant will do.",
      visibility: "public",
      counted: "held",
      rule: "the original nine",
    },
    {
      name: "severity: major",
      note: "",
      visibility: "public",
      counted: "held",
      rule: { kind: "own", field: "severity", value: "major" },
    },
  ],
  reaches: { wants: "shelf", trades: "shelf" },
  observations,
  rates: [],
  templates: [
    {
      label: "misprint",
      facts: {},
      own: { severity: ["minor"], affects: [], "first seen": [], "on stream": ["no"], episode: [] },
    },
  ],
  places: [
    { key: "desk", name: "desk" },
    { key: "left monitor", name: "left monitor", within: "desk" },
    { key: "heap", name: "the heap" },
    { key: "ikea box", name: "ikea box 2", within: "heap" },
    { key: "elsewhere", name: "elsewhere, don't ask" },
  ],
  items: [
    ...keptIn("ikea box", misprints),
    ...keptIn("heap", heap),
    ...keptIn("elsewhere", dotfiles),
  ].map(withOwn),
};

/** What stands in begin's own fields. */
function withOwn(item: SeedItem): SeedItem {
  const filling = pellets[item.slug];
  const copies = item.copies.map((copy, place) =>
    filling && place === 0 ? { ...copy, own: { pellets: [filling] } } : copy,
  );
  return { ...item, own: own[item.slug] ?? {}, copies };
}
