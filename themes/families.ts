/**
 * The bundled typefaces: the one table from which @font-face rules are printed and files are copied. The
 * fallback figures scale a font that each system has (Arial, Times New Roman, Courier New or their metric
 * twins) to the width and height of the bundled one, so that the text does not move when the font arrives. They
 * are computed from the fonts' own tables, as capsize does.
 */

/** A bundled typeface with its faces, and what stands in for it. */
export interface Family {
  readonly name: string;
  readonly package: string;
  readonly faces: readonly Face[];
  readonly fallback: { readonly kind: keyof typeof FALLBACKS; readonly figures: Figures };
}

/** One file of a typeface. */
export interface Face {
  readonly style: "normal" | "italic";
  /** A single weight or a variable range, as `font-weight` in @font-face takes it. */
  readonly weight: string;
  /** The part of the package's file name between subset and style. */
  readonly axis: string;
}

/** Percentages: size-adjust, ascent-override, descent-override. */
type Figures = readonly [size: number, ascent: number, descent: number];

/** Fonts found on the reader's machine; each list holds metric twins of its first. */
export const FALLBACKS = {
  sans: { local: ["Arial", "Arimo", "Liberation Sans"], generic: "sans-serif" },
  serif: { local: ["Times New Roman", "Tinos", "Liberation Serif"], generic: "serif" },
  mono: { local: ["Courier New", "Cousine", "Liberation Mono"], generic: "monospace" },
} as const;

/** The table. */
export const FAMILIES = {
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

/** Every bundled family, in the table's order. */
export function listFamilies(): Family[] {
  return Object.values(FAMILIES);
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
