import { fontFamily } from "./fonts";
import { familiesOf } from "./pairings";
import { type Palette, type Scheme, type Skin, SkinSchema } from "./skin";

export interface PrintOptions {
  /** The selector that carries the properties: `:root`, or one class such as `.preview-a1`. */
  readonly root?: string;
  /** `auto` follows the reader's system; the others hold still, as in a preview. */
  readonly scheme?: Scheme | "auto";
}

/**
 * The custom properties of a skin as a stylesheet. Parses the skin again, so that no value reaches CSS without
 * the schema. Throws for a selector other than `:root` or one class.
 */
export function printStylesheet(skin: Skin, options: PrintOptions = {}): string {
  const { root = ":root", scheme = "auto" } = options;
  if (!/^(:root|\.[a-z][a-z0-9-]*)$/.test(root)) throw new Error(`Not a selector: ${root}`);
  const parsed = SkinSchema.parse(skin);
  const { light, dark } = parsed.colours;
  const shape = structureOf(parsed);
  if (scheme !== "auto") {
    const palette = parsed.colours[scheme];
    return rule(root, { "color-scheme": scheme, ...coloursOf(palette), ...shape });
  }
  return [
    rule(root, { "color-scheme": "light dark", ...coloursOf(light), ...shape }),
    `@media (prefers-color-scheme: dark){${rule(root, coloursOf(dark))}}`,
  ].join("\n");
}

function coloursOf(palette: Palette): Record<string, string> {
  return {
    "--paper": palette.paper,
    "--card": palette.card,
    "--ink": palette.ink,
    "--soft": palette.soft,
    "--accent": palette.accent,
    "--on-accent": palette.onAccent,
    "--line": palette.line,
  };
}

function structureOf(skin: Skin): Record<string, string> {
  const { display, text } = familiesOf(skin.type);
  return {
    "--font-display": fontFamily(display),
    "--font-text": fontFamily(text),
    "--corner": CORNER_RADII[skin.corner],
    "--gap": DENSITY_SPACES[skin.density].gap,
    "--tile": DENSITY_SPACES[skin.density].tile,
    "--measure": DENSITY_SPACES[skin.density].measure,
  };
}

const CORNER_RADII: Record<Skin["corner"], string> = {
  square: "0px",
  soft: "6px",
  round: "28px",
  heart: "20px",
};

// The space between items, the least width of one, and the width of the whole page.
const DENSITY_SPACES: Record<Skin["density"], { gap: string; tile: string; measure: string }> = {
  airy: { gap: "4.5rem", tile: "17rem", measure: "84rem" },
  cosy: { gap: "1.75rem", tile: "12.5rem", measure: "76rem" },
  compact: { gap: "0.75rem", tile: "10.5rem", measure: "90rem" },
};

/** One rule of a stylesheet. */
export function rule(selector: string, properties: Record<string, string>): string {
  const body = Object.entries(properties).map(([name, value]) => `${name}:${value}`);
  return `${selector}{${body.join(";")}}`;
}
