import { FALLBACKS, type Face, type Family } from "./families";

/** The npm release that all font packages are pinned to; it is part of each file's name. */
export const FONT_RELEASE = "5.3.0";

export const SUBSETS = {
  latin:
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
  "latin-ext":
    "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
} as const;

export type Subset = keyof typeof SUBSETS;

export const SUBSET_NAMES = ["latin", "latin-ext"] as const satisfies readonly Subset[];

/** The file of a face as its package names it, below the package's `files` folder. */
export function packagedFile(family: Family, face: Face, subset: Subset): string {
  return `${slug(family)}-${subset}-${face.axis}-${face.style}.woff2`;
}

/** The same file as it is served; the release in the name lets it be cached for ever. */
export function servedFile(family: Family, face: Face, subset: Subset): string {
  return `${slug(family)}-${subset}-${face.axis}-${face.style}-${FONT_RELEASE}.woff2`;
}

/** The value of `font-family`: the bundled font, its measured stand-in, then the generic family. */
export function fontFamily(family: Family): string {
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
