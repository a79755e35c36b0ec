import bidiFactory from "bidi-js";
import { type FaceRun, faceRuns } from "./face-runs";
import type { PaperFace } from "./faces";
import { BOX, type Pen, RIGHT_TO_LEFT } from "./pen";

/** How a text is set. Sizes in points. */
export interface TextStyle {
  readonly faces: readonly PaperFace[];
  readonly size: number;
  readonly colour: string;
}

/** A line that fits its width. */
export interface Line {
  readonly text: string;
  readonly width: number;
}

/** What is set as one line or several. */
export interface SetText {
  readonly lines: readonly Line[];
  readonly height: number;
  readonly style: TextStyle;
  /** Whether it is read from right to left, as a whole. */
  readonly isRightToLeft: boolean;
}

const bidi = bidiFactory();
const words = new Intl.Segmenter("en", { granularity: "word" });
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The height of a line and where in it letters stand, of the size. Arabic and Thai reach further than Latin. */
const LEADING = 1.42;
export const BASE = 1.08;

/** Sets text of any script into lines. @param pen measures and draws it */
export function typesetter(pen: Pen) {
  const widths = new Map<string, number>();

  /** @param most how many lines; what is more ends in an ellipsis */
  function set(text: string, style: TextStyle, width: number, most = 200): SetText {
    const plain = plainText(text);
    const lines = broken(plain, style, width);
    const shown = lines.slice(0, most);
    const last = shown.at(-1);
    if (last && lines.length > most) shown[shown.length - 1] = shortened(last.text, style, width);
    return {
      lines: shown,
      height: shown.length * style.size * LEADING,
      style,
      isRightToLeft: RIGHT_TO_LEFT.test(plain) && isOdd(bidi.getEmbeddingLevels(plain)),
    };
  }

  /** Words are measured one by one, because most of them come again. */
  function broken(text: string, style: TextStyle, width: number): Line[] {
    const lines: Line[] = [];
    let line = { text: "", width: 0, shown: 0 };
    for (const piece of pieces(text).flatMap((one) => fitting(one, style, width))) {
      const shown = line.width + widthOf(piece.trimEnd(), style);
      if (line.text !== "" && shown > width) {
        lines.push({ text: line.text.trimEnd(), width: line.shown });
        line = { text: "", width: 0, shown: 0 };
      }
      line = {
        text: line.text + piece,
        shown: line.width + widthOf(piece.trimEnd(), style),
        width: line.width + widthOf(piece, style),
      };
    }
    if (line.text.trim() !== "") lines.push({ text: line.text.trimEnd(), width: line.shown });
    return lines;
  }

  /** A word that is wider than a line, in parts that are not. */
  function fitting(piece: string, style: TextStyle, width: number): string[] {
    if (widthOf(piece.trimEnd(), style) <= width) return [piece];
    const parts: string[] = [];
    let part = "";
    for (const { segment } of graphemes.segment(piece)) {
      if (part !== "" && widthOf(part + segment, style) > width) {
        parts.push(part);
        part = "";
      }
      part += segment;
    }
    return [...parts, part];
  }

  function shortened(text: string, style: TextStyle, width: number): Line {
    let kept = [...graphemes.segment(text)].map(({ segment }) => segment);
    while (kept.length > 1 && widthOf(`${kept.join("")}…`, style) > width) kept = kept.slice(0, -1);
    return lineOf(`${kept.join("").trimEnd()}…`, style);
  }

  function lineOf(text: string, style: TextStyle): Line {
    const trimmed = text.trimEnd();
    return { text: trimmed, width: widthOf(trimmed, style) };
  }

  function widthOf(text: string, style: TextStyle): number {
    return (
      faceRuns(pen, text, style.faces).reduce((sum, run) => sum + runWidth(run), 0) * style.size
    );
  }

  /** Of a size of one point. */
  function runWidth({ face, text }: FaceRun): number {
    if (!face) return BOX;
    const key = `${face} ${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    if (widths.size > 20_000) widths.clear();
    const width = pen.widthOf(face, text);
    widths.set(key, width);
    return width;
  }

  /** Draws what was set. @param align where in the width: a paper is read from the left, whatever one name is */
  function draw(
    { lines, style, isRightToLeft }: SetText,
    at: { readonly x: number; readonly y: number; readonly width: number },
    align: "start" | "end" = "start",
  ): void {
    let base = at.y + style.size * BASE;
    for (const line of lines) {
      const x = align === "end" ? at.x + at.width - line.width : at.x;
      drawLine(line.text, x, base, style, isRightToLeft);
      base += style.size * LEADING;
    }
  }

  function drawLine(text: string, from: number, base: number, style: TextStyle, right: boolean) {
    let x = from;
    const runs = inSight(text, right).flatMap((part) =>
      ordered(faceRuns(pen, part.text, style.faces), part.right),
    );
    for (const [index, run] of runs.entries()) {
      if (run.face) pen.write(run.face, run.text, { x, base }, style);
      else pen.drawBox({ x, base }, style);
      if (index < runs.length - 1) x += runWidth(run) * style.size;
    }
  }

  return { set, draw, widthOf };
}

/** Without what can't be set: control characters, marks of direction, halves of a letter. */
function plainText(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replace(
      /[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]|\p{Variation_Selector}/gu,
      "",
    )
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
}

/** Words with what follows them, between which a line may end. */
function pieces(text: string): string[] {
  const found: string[] = [];
  for (const { segment } of words.segment(text)) {
    const last = found.at(-1);
    const follows = /^(?:[\s\p{M}]|(?![\p{Ps}\p{Pi}])\p{P})/u.test(segment);
    const isOpen = last !== undefined && /[\p{Ps}\p{Pi}\p{Sc}]$/u.test(last);
    const isEnded = last !== undefined && /\s$/u.test(last) && !/^\s/u.test(segment);
    if (last !== undefined && (isOpen || (follows && !isEnded)))
      found[found.length - 1] = last + segment;
    else found.push(segment);
  }
  return found;
}

function isOdd({ paragraphs }: ReturnType<typeof bidi.getEmbeddingLevels>): boolean {
  return (paragraphs[0]?.level ?? 0) % 2 === 1;
}

interface Part {
  readonly text: string;
  readonly right: boolean;
}

/** A line's parts of one direction each, from left to right as they are seen. */
function inSight(text: string, fromRight: boolean): Part[] {
  if (!RIGHT_TO_LEFT.test(text)) return [{ text, right: false }];
  const { levels } = bidi.getEmbeddingLevels(text, fromRight ? "rtl" : "ltr");
  const runs: { level: number; text: string }[] = [];
  for (let at = 0; at < text.length; at++) {
    const level = levels[at] ?? 0;
    const letter = text[at] ?? "";
    const shown = level % 2 === 1 ? (bidi.getMirroredCharacter(letter) ?? letter) : letter;
    const last = runs.at(-1);
    if (last && last.level === level) last.text += shown;
    else runs.push({ level, text: shown });
  }
  const highest = Math.max(...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level--)
    for (let from = 0; from < runs.length; from++) {
      let to = from;
      while (to < runs.length && (runs[to]?.level ?? 0) >= level) to++;
      if (to > from) runs.splice(from, to - from, ...runs.slice(from, to).reverse());
      from = to;
    }
  return runs.map(({ level, text: one }) => ({ text: one, right: level % 2 === 1 }));
}

/** The shaper turns letters of a script that runs to the left by itself; signs without a script it does not. */
function ordered(runs: readonly FaceRun[], right: boolean): readonly FaceRun[] {
  if (!right) return runs;
  return runs.toReversed().map((run) => {
    if (RIGHT_TO_LEFT.test(run.text)) return run;
    const letters = [...graphemes.segment(run.text)].map(({ segment }) => segment);
    return { ...run, text: letters.reverse().join("") };
  });
}
