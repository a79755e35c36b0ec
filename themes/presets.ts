import { PALETTES } from "./palettes";
import { type PresetId, parseSkin, type Skin } from "./skin";

export interface Preset {
  readonly id: PresetId;
  readonly name: string;
  readonly description: string;
  readonly skin: Skin;
}

type Design = Omit<Skin, "preset" | "colours" | "logo">;

/** The eight skins an owner starts from, in the order they are shown. */
export const PRESETS: readonly Preset[] = [
  preset("vitrine", "Vitrine", "A white room, few pieces, a number under each.", {
    type: "instrument",
    corner: "square",
    density: "airy",
    shelf: "grid",
    header: "left",
    detail: "label",
    tagline: "A private collection, on view.",
    words: { one: "Piece", many: "Pieces", collection: "The collection" },
  }),
  preset("terminal", "Terminal", "A shell at night: one dense table, one blinking prompt.", {
    type: "jetbrains",
    corner: "square",
    density: "compact",
    shelf: "table",
    header: "bar",
    detail: "prompt",
    tagline: "ls -la ~/plush",
    words: { one: "beanie", many: "beanies", collection: "stash" },
  }),
  preset("attic", "Attic", "Wooden boards, paper tags on string, a rubber stamp.", {
    type: "fraunces",
    corner: "soft",
    density: "cosy",
    shelf: "shelves",
    header: "centred",
    detail: "tag",
    tagline: "Found in boxes, kept on boards.",
    words: { one: "Friend", many: "Friends", collection: "The attic" },
  }),
  preset("nursery", "Nursery", "Milk, peach and mint; everything softer than expected.", {
    type: "baloo",
    corner: "round",
    density: "cosy",
    shelf: "grid",
    header: "centred",
    detail: "soft",
    tagline: "Who is coming to tea today?",
    words: { one: "Cuddly", many: "Cuddlies", collection: "The nursery" },
  }),
  preset("field-guide", "Field guide", "Numbered plates, names in italics, the years as a range.", {
    type: "newsreader",
    corner: "square",
    density: "cosy",
    shelf: "grid",
    header: "masthead",
    detail: "plate",
    tagline: "Every species, in plates.",
    words: { one: "Specimen", many: "Specimens", collection: "The plates" },
  }),
  preset("ledger", "Ledger", "A dealer's book: compact rows and figures that align.", {
    type: "plex",
    corner: "square",
    density: "compact",
    shelf: "table",
    header: "side",
    detail: "ledger",
    tagline: "Stock, condition, availability.",
    words: { one: "Lot", many: "Lots", collection: "Inventory" },
  }),
  preset(
    "night-market",
    "Night market",
    "Posters edge to edge, numbers you can read across a street.",
    {
      type: "barlow",
      corner: "square",
      density: "compact",
      shelf: "grid",
      header: "banner",
      detail: "poster",
      tagline: "Open late. Everything has a number.",
      words: { one: "Find", many: "Finds", collection: "The stall" },
    },
  ),
  preset("swing-tag", "Swing tag", "The house skin: tomato, sunshine, a heart and a star.", {
    type: "bricolage",
    corner: "heart",
    density: "cosy",
    shelf: "grid",
    header: "banner",
    detail: "star",
    tagline: "Every one has a tag and a tale.",
    words: { one: "Beanie", many: "Beanies", collection: "The gang" },
  }),
];

/** The preset with that id. */
export function getPreset(id: PresetId): Preset {
  const found = PRESETS.find((each) => each.id === id);
  if (!found) throw new Error(`There is no preset called ${id}.`);
  return found;
}

/** A preset's skin with some fields replaced, parsed again as a whole. */
export function defaultSkin(id: PresetId, overrides: Partial<Omit<Skin, "preset">> = {}): Skin {
  return parseSkin({ ...getPreset(id).skin, ...overrides });
}

function preset(id: PresetId, name: string, description: string, design: Design): Preset {
  const skin = parseSkin({ ...design, preset: id, colours: PALETTES[id], logo: null });
  return { id, name, description, skin };
}
