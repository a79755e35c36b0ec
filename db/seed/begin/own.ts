import type { FieldDraft, OwnValues } from "@/db/tenant/own";

const field = (label: string, rest: Partial<FieldDraft>): FieldDraft => ({
  label,
  type: "text",
  of: "item",
  seenBy: "everyone",
  group: "bug report",
  unit: "",
  choices: [],
  ...rest,
});

/** What begin keeps of a critter beside its facts. */
export const fields: readonly FieldDraft[] = [
  field("severity", { type: "choice", choices: ["cosmetic", "minor", "major", "wontfix"] }),
  field("affects", {
    type: "choices",
    choices: ["name", "number", "swing tag", "tush tag", "colour", "cloth"],
  }),
  field("first seen", { type: "date" }),
  field("on stream", { type: "yes/no", group: "stream" }),
  field("episode", { type: "number", group: "stream" }),
  field("offered", { type: "money", group: "trading", seenBy: "members" }),
  field("pellets", { of: "copy", type: "choice", group: "", choices: ["pvc", "pe"] }),
];

/** What stands in these fields, by the slug of a critter and the label of a field. */
export const own: Readonly<Record<string, OwnValues>> = {
  millenium: {
    severity: ["cosmetic"],
    affects: ["name", "swing tag"],
    "first seen": ["1999"],
    episode: ["41"],
    "on stream": ["yes"],
  },
  millennium: { severity: ["cosmetic"], "on stream": ["no"] },
  "echo-waves-tags": {
    severity: ["major"],
    affects: ["swing tag", "tush tag"],
    "first seen": ["1997-05"],
    "on stream": ["yes"],
    episode: ["12"],
    offered: ["4500 EUR"],
  },
  "waves-echo-tags": {
    severity: ["major"],
    affects: ["swing tag", "tush tag"],
    "first seen": ["1997-05"],
    "on stream": ["yes"],
    episode: ["12"],
  },
  "maple-pride": { severity: ["wontfix"], affects: ["name", "tush tag"], "first seen": ["1996"] },
  "garcia-use-to": {
    severity: ["cosmetic"],
    affects: ["swing tag"],
    "on stream": ["yes"],
    episode: ["7"],
  },
  garcia: { "on stream": ["yes"], episode: ["5"] },
  libearty: { severity: ["minor"], affects: ["tush tag"], "first seen": ["1996-06"] },
  punchers: { severity: ["major"], affects: ["name", "swing tag"], offered: ["90000 EUR"] },
  spook: {
    severity: ["minor"],
    affects: ["name", "swing tag"],
    "first seen": ["1995-09"],
    "on stream": ["yes"],
    episode: ["31"],
  },
  tusk: { severity: ["cosmetic"], affects: ["name"], "first seen": ["1997"], "on stream": ["no"] },
  lefty: { severity: ["major"], affects: ["number"], "on stream": ["yes"], episode: ["4"] },
  bronty: { severity: ["major"], affects: ["number"] },
  righty: { severity: ["major"], affects: ["number"], "on stream": ["yes"], episode: ["4"] },
  rex: { severity: ["major"], affects: ["number"] },
  snort: {
    severity: ["minor"],
    affects: ["number", "colour"],
    "on stream": ["yes"],
    episode: ["18"],
  },
  tabasco: { severity: ["minor"], affects: ["number"] },
  iggy: {
    severity: ["wontfix"],
    affects: ["cloth", "tush tag"],
    "first seen": ["1997~"],
    "on stream": ["yes"],
    episode: ["22"],
  },
  rainbow: {
    severity: ["wontfix"],
    affects: ["cloth", "tush tag"],
    "first seen": ["1997~"],
    "on stream": ["yes"],
    episode: ["22"],
  },
  inky: { severity: ["cosmetic"], affects: ["cloth"], "on stream": ["no"] },
  "zip-white-face": { severity: ["cosmetic"], affects: ["cloth"] },
  peanut: { "on stream": ["yes"], episode: ["3"] },
  princess: { "on stream": ["yes"], episode: ["9"], offered: ["1200 EUR"] },
  claude: { severity: ["minor"], affects: ["name"], "on stream": ["yes"], episode: ["27"] },
};

/** What the first copies are filled with. */
export const pellets: Readonly<Record<string, string>> = {
  princess: "pe",
  peanut: "pvc",
  claude: "pvc",
  garcia: "pvc",
};
