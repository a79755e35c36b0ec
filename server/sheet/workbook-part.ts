import { SheetRefusal } from "./problem";

/**
 * What no spreadsheet program goes beyond; and cells that may stand in the rows of a sheet, empty ones too, because the
 * reader of workbooks holds all of them at once: a hundred thousand took 123 MB.
 */
const MOST = { rows: 1_048_576, columns: 16_384, cells: 100_000 };

/** Looks through a part for what would make its reader take all memory. @throws SheetRefusal saying where it is */
export function checkPart(path: string, bytes: Buffer): void {
  if (bytes.subarray(0, 4096).includes("<!DOCTYPE") || bytes.includes("<!ENTITY"))
    throw new SheetRefusal("This workbook declares what no workbook has to. Save it as CSV.");
  if (path.startsWith("xl/worksheets/")) checkAddresses(bytes);
}

/** An address of a cell or a row. */
const ADDRESS = /\br\s*=\s*["']([A-Za-z]*)(\d*)([^"']?)/g;
const PIECE = 1_000_000;

/** A reader fills the cells up to the last of a row, and the rows up to the last of a sheet. */
function checkAddresses(bytes: Buffer): void {
  let cells = 0;
  let line = 1;
  let widest = 0;
  for (let from = 0; from < bytes.length; from += PIECE) {
    // Addresses that reach into the next piece are found in both.
    const text = bytes.toString("latin1", from, from + PIECE + 64);
    for (const [, letters = "", digits = "", more = ""] of text.matchAll(ADDRESS)) {
      const column = columnOf(letters);
      const row = Number(digits || line);
      if (more !== "" || row > MOST.rows || column > MOST.columns)
        throw new SheetRefusal("A cell lies outside of what a workbook can have.", line);
      if (row !== line) {
        cells += widest;
        line = row;
        widest = 0;
      }
      widest = Math.max(widest, column);
      if (cells + widest > MOST.cells)
        throw new SheetRefusal(
          `Up to here there are more than ${MOST.cells.toLocaleString("en")} cells, empty ones too. Save it as CSV, of which a hundred thousand rows are read.`,
          line,
        );
    }
  }
}

function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase().slice(0, 8))
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
