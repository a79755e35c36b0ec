import { hashOf } from "./chance";
import { luminance, mix } from "./colour";
import { coloursIn } from "./colour-words";

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

function strangerTo(words: string): string {
  const choice = ["#c8986a", "#b98a9f", "#8fa98a", "#8ba3bd", "#c9a45f", "#a893b8", "#bf7f6c"];
  return choice[hashOf(words.trim()) % choice.length] ?? TEDDY;
}
