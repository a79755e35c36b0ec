import { hashOf } from "./chance";
import { luminance, mix } from "./colour";

/** Cloth colours as #rrggbb. */
export interface Tones {
  base: string;
  /** For the side away from the light. */
  shade: string;
  /** For the side towards the light. */
  light: string;
  /** Patches, muzzle and belly, when the words name a second colour. */
  second?: string;
  /** The colours of tie-dyed or mixed cloth, in order. */
  dye?: readonly string[];
}

/**
 * Cloth tones for a collector's words: "Royal blue", "Tan", "Black and white", "Tie-dye",
 * "#aabbcc". Empty gives teddy tan; a word nobody knows gives one fixed plush colour per word.
 */
export function tonesOf(colour: string): Tones {
  const words = colour.toLowerCase();
  const named = coloursIn(words);
  const dye = /tie|ty.?dye|rainbow|mix|multi|assort|various|iridescent/.test(words);
  if (dye) {
    const [a = "#e58aa8", b = "#f3c65f", c = "#6fb7c9", d = "#9c86cf"] =
      named.length > 1 ? named : /mix|assort|various/.test(words) ? MIXED : DYED;
    return { ...tonesFrom(a), second: mix(b, "#fff6e4", 0.35), dye: [a, b, c, d] };
  }
  const [base = words.trim() ? strangerTo(words) : TEDDY, second] = named;
  return { ...tonesFrom(base), ...(second && second !== base ? { second } : {}) };
}

/** Whether the words name a colour at all. */
export function namesColour(colour: string): boolean {
  const words = colour.toLowerCase();
  return coloursIn(words).length > 0 || /tie.?dye|ty.?dye|mixed|multi|assort/.test(words);
}

/** The three tones of one cloth colour. */
export function tonesFrom(base: string): Tones {
  const dark = luminance(base) < 0.07;
  const pale = luminance(base) > 0.7;
  return {
    base,
    shade: mix(
      base,
      pale ? "#8d7f9b" : dark ? "#0b0914" : "#2a1440",
      pale ? 0.34 : dark ? 0.5 : 0.36,
    ),
    light: mix(base, "#fff4dc", dark ? 0.27 : pale ? 0.8 : 0.42),
  };
}

const TEDDY = "#c8986a";
const DYED = ["#ee7fa6", "#f7c95a", "#59b9c7", "#8f7fd6"] as const;
const MIXED = ["#e2705c", "#f0b458", "#5aa7b5", "#7d6fb4"] as const;

function coloursIn(words: string): string[] {
  const found: string[] = [];
  for (const part of words.split(/[/,&+;|]|\band\b|\bwith\b|\bon\b|\bor\b/)) {
    const colour = colourOf(part.replace(/[^a-z#0-9]+/g, " ").trim());
    if (colour && !found.includes(colour)) found.push(colour);
  }
  return found;
}

function colourOf(phrase: string): string | undefined {
  if (/^#[0-9a-f]{6}$/.test(phrase)) return phrase;
  if (COLOURS[phrase]) return COLOURS[phrase];
  const words = phrase.split(" ");
  for (let i = words.length - 2; i >= 0; i--) {
    const pair = COLOURS[`${words[i]} ${words[i + 1]}`];
    if (pair) return pair;
  }
  const base = words.map((word) => COLOURS[word]).findLast((hex) => hex !== undefined);
  if (!base) return undefined;
  if (/\b(light|pale|pastel|baby|soft|powder)\b/.test(phrase)) return mix(base, "#fffaf0", 0.48);
  if (/\b(dark|deep|midnight)\b/.test(phrase)) return mix(base, "#1b1024", 0.4);
  return base;
}

function strangerTo(words: string): string {
  const choice = ["#c8986a", "#b98a9f", "#8fa98a", "#8ba3bd", "#c9a45f", "#a893b8", "#bf7f6c"];
  return choice[hashOf(words.trim()) % choice.length] ?? TEDDY;
}

const COLOURS: Record<string, string | undefined> = {
  black: "#38363f",
  ebony: "#38363f",
  charcoal: "#55535d",
  grey: "#9a9fab",
  gray: "#9a9fab",
  silver: "#c0c5ce",
  white: "#f6f1e8",
  ivory: "#f4ead3",
  cream: "#f3e3c2",
  pearl: "#efe9e2",
  beige: "#dcc6a2",
  tan: "#d0a878",
  sand: "#dcc091",
  camel: "#c2935c",
  gold: "#dda63a",
  golden: "#dda63a",
  brown: "#8e5c3c",
  chocolate: "#6a412c",
  chestnut: "#8a4b32",
  cinnamon: "#a9643c",
  caramel: "#c0834a",
  rust: "#b2552f",
  copper: "#b8693f",
  bronze: "#a2743f",
  red: "#d1413f",
  scarlet: "#d63a34",
  crimson: "#b92d40",
  cranberry: "#a32b47",
  maroon: "#84303f",
  burgundy: "#7b2a3c",
  wine: "#7b2a3c",
  raspberry: "#c2386b",
  pink: "#f19db4",
  "hot pink": "#ea5a99",
  rose: "#df7d92",
  salmon: "#f09683",
  coral: "#f0836c",
  peach: "#f7bd98",
  fuchsia: "#d6429a",
  fuschia: "#d6429a",
  magenta: "#c23a8c",
  orange: "#ec8a3c",
  amber: "#e5a03a",
  apricot: "#f3b57e",
  yellow: "#f5cf4f",
  lemon: "#f6e06a",
  mustard: "#cf9f35",
  green: "#5fa95a",
  "lime green": "#a3cf4c",
  lime: "#a3cf4c",
  "neon green": "#93dc55",
  olive: "#8b9150",
  jade: "#3f9d80",
  emerald: "#2f9464",
  mint: "#a5dcbf",
  forest: "#3b6e48",
  sage: "#a3b791",
  teal: "#2f8f94",
  turquoise: "#46b7b9",
  aqua: "#6cc9cf",
  cyan: "#58c0d8",
  blue: "#5288cf",
  "light blue": "#96c3ea",
  "royal blue": "#3453b5",
  "navy blue": "#2f3d6e",
  navy: "#2f3d6e",
  "sky blue": "#84bdea",
  sky: "#84bdea",
  "baby blue": "#a9cff0",
  indigo: "#4a4699",
  violet: "#7e5bb5",
  purple: "#8557ad",
  plum: "#7b4574",
  lavender: "#b6a3dc",
  lilac: "#c3a8da",
  mauve: "#b98aae",
};
