import { FAMILIES, type Family } from "./families";

/** Which families a pairing sets for display and for text, and what the owner reads in the list. */
export const PAIRINGS = {
  instrument: pairing("Instrument Serif with Instrument Sans", "instrumentSerif", "instrumentSans"),
  jetbrains: pairing("JetBrains Mono with Space Grotesk", "jetbrainsMono", "spaceGrotesk"),
  fraunces: pairing("Fraunces with Nunito Sans", "fraunces", "nunitoSans"),
  baloo: pairing("Baloo 2 with Quicksand", "baloo", "quicksand"),
  newsreader: pairing("Newsreader with Work Sans", "newsreader", "workSans"),
  plex: pairing("IBM Plex Sans with IBM Plex Mono", "plexSans", "plexMono"),
  barlow: pairing("Barlow Condensed with Barlow", "barlowCondensed", "barlow"),
  bricolage: pairing("Bricolage Grotesque with Inter Tight", "bricolage", "interTight"),
} as const;

export type TypeId = keyof typeof PAIRINGS;

export const TYPE_IDS = [
  "instrument",
  "jetbrains",
  "fraunces",
  "baloo",
  "newsreader",
  "plex",
  "barlow",
  "bricolage",
] as const satisfies readonly TypeId[];

/** The display and the text family of a pairing. */
export function familiesOf(type: TypeId): { display: Family; text: Family } {
  const { display, text } = PAIRINGS[type];
  return { display: FAMILIES[display], text: FAMILIES[text] };
}

function pairing<D extends keyof typeof FAMILIES, T extends keyof typeof FAMILIES>(
  label: string,
  display: D,
  text: T,
) {
  return { label, display, text };
}
