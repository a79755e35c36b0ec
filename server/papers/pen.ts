import type { PaperFace } from "./faces";

/** What measures and draws text that a typesetter has laid out: on a page of a PDF, or in a picture. */
export interface Pen {
  /** Whether a face has a letter, by its code point. */
  lettersOf(face: PaperFace): (codePoint: number) => boolean;
  /** Of a text in a face that was opened by its letters, at a size of one. */
  widthOf(face: string, text: string): number;
  write(face: string, text: string, at: Place, style: Ink): void;
  /** Stands for what no font has, `size` wide at most. */
  drawBox(at: Place, style: Ink): void;
}

/** Where a text begins, on the line that its letters stand on. */
export interface Place {
  readonly x: number;
  readonly base: number;
}

export interface Ink {
  readonly size: number;
  readonly colour: string;
}

/** Letters that are read from right to left. */
export const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/** How wide the box is that stands for a letter which no font has, of the size. */
export const BOX = 0.62;
