import type { TableField } from "@/db/tenant/queries/table/fields";
import { readBlock } from "../several/block";
import { writtenCell } from "./cell-value";
import type { ShownRow } from "./shown-rows";
import type { CellEdit } from "./use-cells";

/** How many cells are pasted at once, and how many are sent with one request. */
const MOST = 5000;
const SENT = 100;

/** What becomes of a pasted block. */
export interface Pasted {
  /** Cells to write, as many at a time as one request takes. */
  readonly batches: readonly (readonly CellEdit[])[];
  /** How many cells with a text in them are not written: there is no cell for them, or it is not written in here. */
  readonly left: number;
}

/**
 * Puts a block of cells, as a spreadsheet copies it, on the table.
 * @param rowAt the row so many below the active cell, undefined where none is there yet
 * @param fields those of the columns from the active cell on
 */
export function readPasted(
  text: string,
  rowAt: (down: number) => ShownRow | undefined,
  fields: readonly (TableField | undefined)[],
): Pasted {
  const edits: CellEdit[] = [];
  let left = 0;
  for (const [down, cells] of readBlock(text).entries())
    for (const [along, typed] of cells.entries()) {
      const row = rowAt(down);
      const field = fields[along];
      const isWritten = row && field && edits.length < MOST && writtenCell(field, row);
      if (isWritten) edits.push({ row, field: field.key, typed });
      else if (typed.trim() !== "") left++;
    }
  const starts = Array.from({ length: Math.ceil(edits.length / SENT) }, (_, at) => at * SENT);
  return { batches: starts.map((start) => edits.slice(start, start + SENT)), left };
}
