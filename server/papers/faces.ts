import path from "node:path";
import type { Family } from "@/themes/families";
import { packagedFile } from "@/themes/fonts";

/** A font file that papers are set in, for some of the world's letters. */
export interface PaperFace {
  readonly name: string;
  readonly file: string;
  /** What it can hold; a large file is opened for nothing else. */
  readonly holds?: RegExp;
  /** Whether it draws the signs that Chinese and Japanese share, each in a manner of its own. */
  readonly han?: boolean;
}

export type Weight = "regular" | "bold";

const NOTO = [
  "latin",
  "latin-ext",
  "cyrillic",
  "cyrillic-ext",
  "greek",
  "greek-ext",
  "vietnamese",
  "devanagari",
];
const HAN = /[\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]/u;
const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]/u;

/** The faces of a weight in the order in which they are asked. What has no bold is regular in bold too. */
export function facesOf(weight: Weight): readonly PaperFace[] {
  const number = weight === "bold" ? "700" : "400";
  return [
    ...NOTO.map((subset) => face("noto-sans", subset, number)),
    face("noto-sans-thai", "thai", number),
    face("noto-sans-arabic", "arabic", number),
    face("noto-sans-hebrew", "hebrew", number),
    { ...face("nanum-gothic", "korean", number), holds: HANGUL },
    { ...face("zcool-xiaowei", "chinese-simplified", "400"), holds: HAN, han: true },
    { ...face("kosugi", "japanese", "400"), holds: HAN, han: true },
    { ...face("chocolate-classical-sans", "chinese-traditional", "400"), holds: HAN, han: true },
  ];
}

/**
 * A skin's face for headlines, for Latin letters; none of those that come as variable fonts, because a PDF can't hold a
 * part of one.
 */
export function headFaces(family: Family): readonly PaperFace[] {
  const chosen = family.faces.filter(({ style }) => style === "normal").at(-1);
  if (!chosen || chosen.axis === "wght") return [];
  return (["latin", "latin-ext"] as const).map((subset) => ({
    name: `head ${family.name} ${subset}`,
    file: inPackages(
      family.package,
      packagedFile(family, chosen, subset).replace(/\.woff2$/, ".woff"),
    ),
  }));
}

/** The same for pictures, which take a font whole: a variable one in the weight that it has by itself. */
export function wholeHeadFaces(family: Family): readonly PaperFace[] {
  const chosen = family.faces.filter(({ style }) => style === "normal").at(-1);
  if (!chosen) return [];
  return (["latin", "latin-ext"] as const).map((subset) => ({
    name: `whole ${family.name} ${subset}`,
    file: inPackages(family.package, packagedFile(family, chosen, subset)),
  }));
}

/** Files of woff: of woff2 no part can be put into a PDF. */
function face(name: string, subset: string, weight: string): PaperFace {
  return {
    name: `${name} ${subset} ${weight}`,
    file: inPackages(`@fontsource/${name}`, `${name}-${subset}-${weight}-normal.woff`),
  };
}

function inPackages(name: string, file: string): string {
  return path.join(process.cwd(), "node_modules", name, "files", file);
}

/** Every file that a paper or a card may need, below the project's folder; the image carries them. */
export function listPaperFonts(families: readonly Family[]): string[] {
  const all = [
    ...facesOf("regular"),
    ...facesOf("bold"),
    ...families.flatMap(headFaces),
    ...families.flatMap(wholeHeadFaces),
  ];
  return [...new Set(all.map(({ file }) => path.relative(process.cwd(), file)))];
}
