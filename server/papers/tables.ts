import { type Block, MM, type Sheet } from "./sheet";
import type { Styles } from "./styles";

export type Cell = string;

/** A column and its share of the page's width. */
export interface Column {
  readonly label: string;
  readonly share: number;
  /** Whether it ends at the right. */
  readonly figures?: boolean;
}

const BETWEEN = 3 * MM;

/** Room with nothing in it. */
export function gapBlock(height: number): Block {
  return { height, draw: () => {} };
}

/** Blocks beside each other, each so far from the left. @param down how far a block stands below the others' top */
export function beside(
  parts: readonly { readonly at: number; readonly block: Block; readonly down?: number }[],
): Block {
  return {
    height: Math.max(0, ...parts.map(({ block, down = 0 }) => block.height + down)),
    draw: (x, y) => {
      for (const { at, block, down = 0 } of parts) block.draw(x + at, y + down);
    },
  };
}

/** Blocks below each other. */
export function stacked(blocks: readonly Block[], gap = 0): Block {
  return {
    height: blocks.reduce((sum, { height }) => sum + height + gap, -gap),
    draw: (x, from) => {
      let y = from;
      for (const block of blocks) {
        block.draw(x, y);
        y += block.height + gap;
      }
    },
  };
}

/** A table whose head stands on each page that it goes on to. */
export function putTable(
  sheet: Sheet,
  styles: Styles,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): void {
  const table = openTable(sheet, styles, columns);
  table.head();
  for (const row of rows) table.row(row);
}

/** A table of which the rows come one by one. */
export function openTable(sheet: Sheet, styles: Styles, columns: readonly Column[]) {
  const { width } = sheet.body;
  const starts = columns.map((_, index) =>
    columns.slice(0, index).reduce((sum, { share }) => sum + share * width, 0),
  );
  const cells = (texts: readonly Cell[], isHead: boolean): Block =>
    beside(
      columns.map(({ share, figures }, index) => {
        const room = share * width - (index === columns.length - 1 ? 0 : BETWEEN);
        const style = isHead ? styles.small : index === 0 ? styles.strong : styles.text;
        const text = texts[index] ?? "";
        return {
          at: starts[index] ?? 0,
          block: figures ? sheet.atEnd(text, style, room) : sheet.text(text, style, room),
        };
      }),
    );
  const head = () => {
    const block = cells(
      columns.map(({ label }) => label),
      true,
    );
    // Never a head at the foot of a page.
    if (sheet.left() < block.height + 20 * MM) sheet.newPage();
    sheet.put(block, 3 * MM);
    sheet.put(sheet.line("#1c1b19", 0.8), 1 * MM);
  };
  const row = (texts: readonly Cell[]) => {
    const block = cells(texts, false);
    if (sheet.left() < block.height + 4 * MM) {
      sheet.newPage();
      head();
    }
    sheet.put(block, 1.4 * MM);
    sheet.put(sheet.line(), 1.4 * MM);
  };
  return { head, row };
}
