import { rule } from "./css";
import { FALLBACKS } from "./families";
import { SUBSET_NAMES, SUBSETS, servedFile, standInName } from "./fonts";
import { familiesOf, type TypeId } from "./pairings";

/** The @font-face rules of a pairing: two subsets of each face, and the measured stand-ins. */
export function fontFaces(type: TypeId): string {
  const known = printed.get(type);
  if (known !== undefined) return known;
  const faces = uniqueFamilies(type)
    .flatMap((family) => [...facesOf(family), standInOf(family)])
    .join("\n");
  printed.set(type, faces);
  return faces;
}

/** There are few pairs of fonts, and every page prints one. */
const printed = new Map<TypeId, string>();

/** Addresses of the latin files of both families in their first weight: what a first page needs. */
export function fontPreloads(type: TypeId): string[] {
  return uniqueFamilies(type).flatMap((family) => {
    const [first] = family.faces;
    return first ? [FONT_FOLDER + servedFile(family, first, "latin")] : [];
  });
}

const FONT_FOLDER = "/_static/fonts/";

type Family = ReturnType<typeof familiesOf>["display"];

function uniqueFamilies(type: TypeId): Family[] {
  const { display, text } = familiesOf(type);
  return [display, text];
}

function facesOf(family: Family): string[] {
  return family.faces.flatMap((face) =>
    SUBSET_NAMES.map((subset) =>
      rule("@font-face", {
        "font-family": `"${family.name}"`,
        "font-style": face.style,
        "font-weight": face.weight,
        "font-display": "swap",
        src: `url(${FONT_FOLDER}${servedFile(family, face, subset)}) format("woff2")`,
        "unicode-range": SUBSETS[subset],
      }),
    ),
  );
}

function standInOf(family: Family): string {
  const [size, ascent, descent] = family.fallback.figures;
  const sources = FALLBACKS[family.fallback.kind].local.map((name) => `local("${name}")`);
  return rule("@font-face", {
    "font-family": `"${standInName(family)}"`,
    src: sources.join(","),
    "size-adjust": `${size}%`,
    "ascent-override": `${ascent}%`,
    "descent-override": `${descent}%`,
    "line-gap-override": "0%",
  });
}
