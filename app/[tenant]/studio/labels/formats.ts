/** What labels are printed on. All lengths in millimetres; the labels of a sheet stand in its middle. */
export interface LabelFormat {
  readonly key: string;
  readonly name: string;
  readonly paper: Paper;
  readonly label: Size;
  readonly columns: number;
  readonly rows: number;
  /** Between two columns. Rows touch each other. */
  readonly gap: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Paper extends Size {
  /** Of its `@page` in labels.css. */
  readonly name: string;
}

const A4: Paper = { name: "lb-a4", width: 210, height: 297 };
const LETTER: Paper = { name: "lb-letter", width: 215.9, height: 279.4 };

/** Sheets by their makers' data sheets, then rolls, of which each label is a page. */
export const FORMATS: readonly LabelFormat[] = [
  sheet("a4-24", "A4, 24 labels of 70 × 36 mm", A4, 3, 8, 70, 36, 0),
  sheet("a4-21", "A4, 21 labels of 63.5 × 38.1 mm", A4, 3, 7, 63.5, 38.1, 2.5),
  sheet("a4-14", "A4, 14 labels of 99.1 × 38.1 mm", A4, 2, 7, 99.1, 38.1, 2.5),
  sheet("a4-65", "A4, 65 labels of 38.1 × 21.2 mm", A4, 5, 13, 38.1, 21.2, 2.5),
  sheet("a4-8", "A4, 8 labels of 99.1 × 67.7 mm", A4, 2, 4, 99.1, 67.7, 2.5),
  sheet("letter-30", "Letter, 30 labels of 2⅝ × 1 inch", LETTER, 3, 10, 66.675, 25.4, 3.175),
  sheet("letter-10", "Letter, 10 labels of 4 × 2 inch", LETTER, 2, 5, 101.6, 50.8, 4.7625),
  roll("roll-62", "Roll, 62 × 29 mm", 62, 29),
  roll("roll-89", "Roll, 89 × 36 mm", 89, 36),
  roll("roll-57", "Roll, 57 × 32 mm", 57, 32),
  roll("roll-54", "Roll, 54 × 25 mm", 54, 25),
];

function sheet(
  ...[key, name, paper, columns, rows, width, height, gap]: readonly [
    string,
    string,
    Paper,
    number,
    number,
    number,
    number,
    number,
  ]
): LabelFormat {
  return { key, name, paper, columns, rows, label: { width, height }, gap };
}

function roll(key: string, name: string, width: number, height: number): LabelFormat {
  return sheet(key, name, { name: `lb-${key}`, width, height }, 1, 1, width, height, 0);
}

/** How far from the edge of a sheet most printers print nothing. */
const UNPRINTED = 5;

/** How far in a label its code and its text begin, so that those of a sheet without margins are printed whole. */
export function insetOf(format: LabelFormat): number {
  if (onAPage(format) === 1) return 1;
  return Math.max(1, UNPRINTED - placeOnPage(format, 0).left);
}

/** The format of this key, or the first. */
export function formatOf(key: string | undefined): LabelFormat {
  const [first] = FORMATS;
  const found = FORMATS.find((format) => format.key === key) ?? first;
  if (!found) throw new Error("There is no format.");
  return found;
}

/** How many labels stand on one page. */
export function onAPage({ columns, rows }: LabelFormat): number {
  return columns * rows;
}

/** Where the label of a number on its page stands, from the page's upper left corner. @param at from 0 */
export function placeOnPage(format: LabelFormat, at: number): { left: number; top: number } {
  const { paper, label, columns, rows, gap } = format;
  const all = {
    width: columns * label.width + (columns - 1) * gap,
    height: rows * label.height,
  };
  const [column, row] = [at % columns, Math.floor(at / columns)];
  return {
    left: (paper.width - all.width) / 2 + column * (label.width + gap),
    top: (paper.height - all.height) / 2 + row * label.height,
  };
}

/**
 * Labels as they stand on pages.
 * @param used how many labels of the first page are used up already
 */
export function onPages<Label>(
  format: LabelFormat,
  labels: readonly Label[],
  used: number,
): { readonly at: number; readonly label: Label }[][] {
  const most = onAPage(format);
  const pages: { at: number; label: Label }[][] = [];
  for (const [index, label] of labels.entries()) {
    const at = used + index;
    const page = Math.floor(at / most);
    pages[page] ??= [];
    pages[page].push({ at: at % most, label });
  }
  return pages;
}
