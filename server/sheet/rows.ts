import { archiveRows } from "./archive-rows";
import { restored } from "./cleaned";
import { letterOf } from "./column-letter";
import type { SheetFormat, SheetRow } from "./format";
import { isBlank } from "./header";
import { bounded, textRows } from "./text-rows";
import { workbookRows } from "./workbook";

/** A sheet that is being read: the names of its columns, and its rows as they come. */
export interface ReadSheet {
  /** Of a sheet without such a line, the letters by which spreadsheets call columns. */
  readonly names: readonly string[];
  readonly rows: AsyncIterable<SheetRow>;
}

/**
 * Reads a sheet: its names at once, its rows as they are taken. Cells that were made harmless on their way out are as
 * they were.
 * @param site the id of the site that reads it, by which a zip of its own is known
 * @throws SheetRefusal with line and reason, then or while rows are taken
 */
export async function readSheet(
  pieces: AsyncIterable<Uint8Array>,
  format: SheetFormat,
  site: string | null = null,
): Promise<ReadSheet> {
  const from = format.kind === "archive" ? 1 : (format.from ?? 1);
  const all = filledFrom(
    from,
    bounded(
      format.kind === "text"
        ? textRows(pieces, format)
        : format.kind === "workbook"
          ? workbookRows(pieces, format.sheet)
          : archiveRows(pieces, site),
    ),
  );
  const first = await all.next();
  const head: SheetRow = first.done ? { line: 1, cells: [] } : first.value;
  const names = head.cells.map(
    (name, at) => (format.header ? nameOf(restored(name)) : "") || letterOf(at),
  );
  return { names, rows: following(format.header || first.done ? null : head, all) };
}

/** A name of a column, as much of it as anybody reads. */
function nameOf(cell: string): string {
  return [...cell.slice(0, 2 * LONGEST_NAME)].slice(0, LONGEST_NAME).join("").trim();
}

const LONGEST_NAME = 200;

/** Rows from a line on, without those in which nothing stands: they are for the eye. */
async function* filledFrom(from: number, rows: AsyncGenerator<SheetRow>): AsyncGenerator<SheetRow> {
  for await (const row of rows) if (row.line >= from && !isBlank(row.cells)) yield row;
}

async function* following(
  first: SheetRow | null,
  rows: AsyncGenerator<SheetRow>,
): AsyncGenerator<SheetRow> {
  try {
    if (first) yield { ...first, cells: first.cells.map(restored) };
    for await (const { line, cells } of rows) yield { line, cells: cells.map(restored) };
  } finally {
    await rows.return(undefined);
  }
}
