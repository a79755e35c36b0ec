import { readFileSync } from "node:fs";
import type { PaperFace } from "./faces";
import { BOX, type Pen, RIGHT_TO_LEFT } from "./pen";
import { unwoff } from "./unwoff";

/** Writes into a PDF, which keeps each font that it has opened. */
export function pdfPen(doc: PDFKit.PDFDocument): Pen {
  const opened = new Map<string, (codePoint: number) => boolean>();

  function open(face: PaperFace) {
    doc.registerFont(face.name, unwoff(readFileSync(face.file)));
    doc.font(face.name);
    // The document keeps the font that it has opened under this name, which its types don't say.
    const { font } = Reflect.get(doc, "_font");
    const letters = new Set<number>(font.characterSet);
    const knows = (codePoint: number) => letters.has(codePoint);
    opened.set(face.name, knows);
    return knows;
  }

  return {
    lettersOf: (face) => opened.get(face.name) ?? open(face),
    widthOf: (face, text) => doc.font(face).fontSize(100).widthOfString(text, shaping(text)) / 100,
    write(face, text, { x, base }, { size, colour }) {
      doc
        .font(face)
        .fontSize(size)
        .fillColor(colour)
        .text(text, x, base, { ...shaping(text), lineBreak: false, baseline: "alphabetic" });
    },
    drawBox({ x, base }, { size, colour }) {
      const side = size * (BOX - 0.12);
      doc
        .lineWidth(size * 0.06)
        .rect(x + size * 0.06, base - size * 0.68, side, size * 0.68)
        .stroke(colour);
    },
  };
}

/**
 * The library shapes words one by one and remembers them, unless features are asked for, and then all at once: what runs to
 * the left must be, or its words stand in the wrong order.
 */
function shaping(text: string): { features?: [] } {
  return RIGHT_TO_LEFT.test(text) ? { features: [] } : {};
}
