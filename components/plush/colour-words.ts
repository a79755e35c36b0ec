import { mix } from "./colour";
import { COLOURS } from "./named-colours";

/** The colours that lower-case words name, as #rrggbb and in their order. */
export function coloursIn(words: string): string[] {
  const found: string[] = [];
  for (const part of words.split(/[/,&+;|]|\band\b|\bwith\b|\bon\b|\bor\b/)) {
    const colour = colourOf(part.replace(/[^a-z#0-9]+/g, " ").trim());
    if (colour && !found.includes(colour)) found.push(colour);
  }
  return found;
}

function colourOf(phrase: string): string | undefined {
  if (/^#[0-9a-f]{6}$/.test(phrase)) return phrase;
  const whole = COLOURS.get(phrase);
  if (whole) return whole;
  const words = phrase.split(" ");
  for (let i = words.length - 2; i >= 0; i--) {
    const pair = COLOURS.get(`${words[i]} ${words[i + 1]}`);
    if (pair) return pair;
  }
  const base = words.map((word) => COLOURS.get(word)).findLast((hex) => hex !== undefined);
  if (!base) return undefined;
  if (/\b(light|pale|pastel|baby|soft|powder)\b/.test(phrase)) return mix(base, "#fffaf0", 0.48);
  if (/\b(dark|deep|midnight)\b/.test(phrase)) return mix(base, "#1b1024", 0.4);
  return base;
}
