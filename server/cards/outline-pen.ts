import { readFileSync } from "node:fs";
import { create, type Font } from "fontkit";
import type { PaperFace } from "@/server/papers/faces";
import type { Pen } from "@/server/papers/pen";
import { unwoff } from "@/server/papers/unwoff";

/** What a pen has written, as SVG without a text in it: whoever shows it needs no fonts. */
export interface OutlinePen extends Pen {
  readonly written: () => string;
}

/** Each font with its letters, opened once in a process. */
const opened = new Map<string, { readonly font: Font; readonly letters: ReadonlySet<number> }>();

/** Writes the outlines of letters. A letter that no font has leaves its room empty: a box in a picture looks broken. */
export function outlinePen(): OutlinePen {
  const faces = new Map<string, Font>();
  const parts: string[] = [];
  return {
    lettersOf(face) {
      const { font, letters } = open(face);
      faces.set(face.name, font);
      return (codePoint) => letters.has(codePoint);
    },
    widthOf(face, text) {
      const font = fontOf(face);
      return font.layout(text).advanceWidth / font.unitsPerEm;
    },
    write(face, text, { x, base }, { size, colour }) {
      const font = fontOf(face);
      const scale = size / font.unitsPerEm;
      parts.push(
        `<g fill="${colour}" transform="translate(${short(x)} ${short(base)}) scale(${scale} ${-scale})">${outlines(font, text)}</g>`,
      );
    },
    drawBox() {},
    written: () => parts.join(""),
  };

  function fontOf(face: string): Font {
    const font = faces.get(face);
    if (!font) throw new Error(`${face} was not asked for its letters.`);
    return font;
  }
}

function outlines(font: Font, text: string): string {
  const { glyphs, positions } = font.layout(text);
  let x = 0;
  return glyphs
    .map(({ path }, index) => {
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
      const at = x + xOffset;
      x += xAdvance;
      const outline = path.toSVG();
      return outline && `<path transform="translate(${at} ${yOffset})" d="${outline}"/>`;
    })
    .join("");
}

function open(face: PaperFace) {
  const known = opened.get(face.file);
  if (known) return known;
  const file = readFileSync(face.file);
  const font = create(face.file.endsWith(".woff") ? unwoff(file) : file);
  if (!("layout" in font)) throw new Error(`${face.file} holds several fonts.`);
  const entry = { font, letters: new Set(font.characterSet) };
  opened.set(face.file, entry);
  return entry;
}

function short(number: number): number {
  return Math.round(number * 100) / 100;
}
