import type { Choice } from "@/components/ui/choices";
import type { ColourRole, Skin } from "@/themes/skin";
import { Glyph } from "./glyph";

/** What each colour is for, in the owner's words. */
export const ROLE_LABELS: Readonly<Record<ColourRole, string>> = {
  paper: "Page",
  card: "Cards",
  ink: "Text",
  soft: "Small print",
  accent: "Accent",
  onAccent: "Text on accent",
  line: "Lines and boards",
};

export const CORNER_CHOICES: readonly Choice<Skin["corner"]>[] = [
  { value: "square", label: <Glyph of="corner" is="square" word="Square" /> },
  { value: "soft", label: <Glyph of="corner" is="soft" word="Soft" /> },
  { value: "round", label: <Glyph of="corner" is="round" word="Round" /> },
  { value: "heart", label: <Glyph of="corner" is="heart" word="Heart" /> },
];

export const DENSITY_CHOICES: readonly Choice<Skin["density"]>[] = [
  { value: "airy", label: <Glyph of="density" is="airy" word="Airy" /> },
  { value: "cosy", label: <Glyph of="density" is="cosy" word="Cosy" /> },
  { value: "compact", label: <Glyph of="density" is="compact" word="Compact" /> },
];

export const SHELF_CHOICES: readonly Choice<Skin["shelf"]>[] = [
  { value: "grid", label: <Glyph of="shelf" is="grid" word="Grid" /> },
  { value: "shelves", label: <Glyph of="shelf" is="shelves" word="Boards" /> },
  { value: "table", label: <Glyph of="shelf" is="table" word="Table" /> },
];

export const HEADER_CHOICES: readonly Choice<Skin["header"]>[] = [
  { value: "left", label: <Glyph of="header" is="left" word="Left" /> },
  { value: "centred", label: <Glyph of="header" is="centred" word="Centred" /> },
  { value: "banner", label: <Glyph of="header" is="banner" word="Banner" /> },
  { value: "masthead", label: <Glyph of="header" is="masthead" word="Masthead" /> },
  { value: "bar", label: <Glyph of="header" is="bar" word="Bar" /> },
  { value: "side", label: <Glyph of="header" is="side" word="Side" /> },
];

export const DETAIL_CHOICES: readonly Choice<Skin["detail"]>[] = [
  { value: "label", label: "Museum label" },
  { value: "prompt", label: "Prompt" },
  { value: "tag", label: "Paper tag" },
  { value: "soft", label: "Soft" },
  { value: "plate", label: "Plate" },
  { value: "ledger", label: "Ledger" },
  { value: "poster", label: "Poster" },
  { value: "star", label: "Heart and star" },
];
