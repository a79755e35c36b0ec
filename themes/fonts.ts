/**
 * The bundled typefaces, the one table from which @font-face rules are printed and files are
 * copied. Fallback figures bring a font that each system has (Arial, Times New Roman, Courier New or
 * their metric twins) to the width and height of the bundled one, so that the swap moves nothing;
 * they are computed from the fonts' own tables as capsize does.
 */

/** The npm release that all font packages are pinned to; it is part of each file's name. */
export const FONT_RELEASE = "5.3.0";

interface Face {
  readonly style: "normal" | "italic";
  /** A single weight or a variable range, as `font-weight` in @font-face takes it. */
  readonly weight: string;
  /** The part of the package's file name between subset and style. */
  readonly axis: string;
}

interface Family {
  readonly name: string;
  readonly package: string;
  readonly faces: readonly Face[];
  readonly fallback: { readonly kind: keyof typeof FALLBACKS; readonly figures: Figures };
}

/** Percentages: size-adjust, ascent-override, descent-override. */
type Figures = readonly [size: number, ascent: number, descent: number];

/** Fonts found on the reader's machine; each list holds metric twins of its first. */
export const FALLBACKS = {
  sans: { local: ["Arial", "Arimo", "Liberation Sans"], generic: "sans-serif" },
  serif: { local: ["Times New Roman", "Tinos", "Liberation Serif"], generic: "serif" },
  mono: { local: ["Courier New", "Cousine", "Liberation Mono"], generic: "monospace" },
} as const;

export const SUBSETS = {
  latin:
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
  "latin-ext":
    "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
} as const;

export type Subset = keyof typeof SUBSETS;

export const SUBSET_NAMES = ["latin", "latin-ext"] as const satisfies readonly Subset[];

const FAMILIES = {
  instrumentSerif: fixed("Instrument Serif", ["400"], "serif", [83.94, 117.94, 36.93], "400"),
  instrumentSans: variable("Instrument Sans", "400 700", "sans", [102.74, 94.42, 24.33]),
  jetbrainsMono: variable("JetBrains Mono", "100 800", "mono", [99.98, 102.02, 30]),
  spaceGrotesk: variable("Space Grotesk", "300 700", "sans", [109.69, 89.71, 26.62]),
  fraunces: variable("Fraunces", "100 900", "serif", [115.45, 84.71, 22.09]),
  nunitoSans: variable("Nunito Sans", "200 1000", "sans", [101.39, 99.71, 34.82]),
  baloo: variable("Baloo 2", "400 800", "sans", [95.78, 112.55, 54.71]),
  quicksand: variable("Quicksand", "300 700", "sans", [104.31, 95.87, 23.97]),
  newsreader: variable("Newsreader", "200 800", "serif", [105.48, 69.68, 25.12], "200 800"),
  workSans: variable("Work Sans", "100 900", "sans", [111.93, 83.09, 21.71]),
  plexSans: fixed("IBM Plex Sans", ["400", "600"], "sans", [101.17, 101.32, 27.18]),
  plexMono: fixed("IBM Plex Mono", ["400", "600"], "mono", [99.98, 102.52, 27.5]),
  barlow: fixed("Barlow", ["400", "600"], "sans", [96.68, 103.43, 20.69]),
  barlowCondensed: fixed("Barlow Condensed", ["500", "700"], "sans", [76.49, 130.73, 26.15]),
  bricolage: variable("Bricolage Grotesque", "200 800", "sans", [105.43, 88.21, 25.61]),
  interTight: variable("Inter Tight", "100 900", "sans", [96.39, 100.51, 25.03]),
} as const satisfies Record<string, Family>;

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

/** Every bundled family, in the table's order. */
export function listFamilies(): Family[] {
  return Object.values(FAMILIES);
}

/** The display and the text family of a pairing. */
export function familiesOf(type: TypeId): { display: Family; text: Family } {
  const { display, text } = PAIRINGS[type];
  return { display: FAMILIES[display], text: FAMILIES[text] };
}

/** The file of a face as its package names it, below the package's `files` folder. */
export function packagedFile(family: Family, face: Face, subset: Subset): string {
  return `${slug(family)}-${subset}-${face.axis}-${face.style}.woff2`;
}

/** The same file as it is served; the release in the name lets it be cached for ever. */
export function servedFile(family: Family, face: Face, subset: Subset): string {
  return `${slug(family)}-${subset}-${face.axis}-${face.style}-${FONT_RELEASE}.woff2`;
}

/** The value of `font-family`: the bundled font, its measured stand-in, then the generic family. */
export function fontStack(family: Family): string {
  const { generic } = FALLBACKS[family.fallback.kind];
  return `"${family.name}", "${standInName(family)}", ${generic}`;
}

/** The name under which the measured local stand-in of a family is declared. */
export function standInName(family: Family): string {
  return `${family.name} stand-in`;
}

function slug(family: Family): string {
  return family.package.slice(family.package.indexOf("/") + 1);
}

function variable(
  name: string,
  weight: string,
  kind: keyof typeof FALLBACKS,
  figures: Figures,
  italic?: string,
): Family {
  const faces: Face[] = [{ style: "normal", weight, axis: "wght" }];
  if (italic) faces.push({ style: "italic", weight: italic, axis: "wght" });
  return {
    name,
    package: packageOf("@fontsource-variable", name),
    faces,
    fallback: { kind, figures },
  };
}

function fixed(
  name: string,
  weights: readonly string[],
  kind: keyof typeof FALLBACKS,
  figures: Figures,
  italic?: string,
): Family {
  const faces: Face[] = weights.map((weight) => ({ style: "normal", weight, axis: weight }));
  if (italic) faces.push({ style: "italic", weight: italic, axis: italic });
  return { name, package: packageOf("@fontsource", name), faces, fallback: { kind, figures } };
}

function packageOf(folder: string, name: string): string {
  return `${folder}/${name.toLowerCase().replaceAll(" ", "-")}`;
}

function pairing<D extends keyof typeof FAMILIES, T extends keyof typeof FAMILIES>(
  label: string,
  display: D,
  text: T,
) {
  return { label, display, text };
}
