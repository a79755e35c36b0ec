"use client";

import { type ClipboardEvent, type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useToast } from "@/components/ui/toast";
import type { Column } from "@/db/tenant/queries/table/view-value";
import type { After } from "./cell-editor";
import { writtenCell } from "./cell-value";
import { readPasted } from "./pasted";
import type { Writing } from "./table-row";
import { useSite } from "./table-site";
import type { Cell } from "./use-active-cell";
import type { Cells } from "./use-cells";
import type { Rows } from "./use-rows";

const STEPS: Readonly<Record<After, Cell>> = {
  down: { row: 1, column: 0 },
  right: { row: 0, column: 1 },
  left: { row: 0, column: -1 },
  stay: { row: 0, column: 0 },
};

/** Writing in the cells of the grid: Enter, F2, typing or a double click begins; a block of cells is pasted. */
export function useWriting(given: {
  readonly rows: Rows;
  readonly cells: Cells;
  readonly columns: readonly Column[];
  readonly active: { readonly cell: Cell; go(cell: Cell): void };
  readonly readOnly: boolean;
}) {
  const [editing, setEditing] = useState<(Cell & { readonly begun: string | null }) | null>(null);
  const toast = useToast();
  const { fields } = useSite();
  const latest = useRef(given);
  latest.current = given;

  const canWrite = ({ row, column }: Cell) => {
    const { rows, columns, readOnly } = latest.current;
    const one = rows.at(row);
    const field = fields.named(columns[column]?.key ?? "");
    return !readOnly && one !== undefined && writtenCell(field, one) !== null;
  };
  const begin = (cell: Cell, begun: string | null) => {
    if (!canWrite(cell)) return false;
    setEditing({ ...cell, begun });
    return true;
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: what it reads is always the latest.
  const writing = useMemo<Writing>(
    () => ({
      begin: (row, column) => void begin({ row, column }, null),
      cancel: () => {
        setEditing(null);
        latest.current.active.go(latest.current.active.cell);
      },
      done(row, column, typed, after) {
        const { rows, columns, cells, active } = latest.current;
        const one = rows.at(row);
        setEditing(null);
        if (one) cells.save([{ row: one, field: columns[column]?.key ?? "", typed }]);
        if (after === "stay") return;
        const next = { row: row + STEPS[after].row, column: column + STEPS[after].column };
        active.go(next);
        if (after !== "down") begin(next, null);
      },
      insist: (row, field) => latest.current.cells.insist(row, field),
      drop: (id, field) => latest.current.cells.drop(id, field),
    }),
    [],
  );

  /** @returns whether the key began to write or opened the item */
  const writeKeys = (event: KeyboardEvent): boolean => {
    const { cell } = given.active;
    if (event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) {
      if (event.key !== "Enter") return false;
      const link = document.querySelector<HTMLElement>(`[data-cell^="${cell.row} "] .tb-link`);
      link?.click();
      return link !== null;
    }
    const isText = [...event.key].length === 1 && event.key !== " ";
    const begun = isText
      ? begin(cell, event.key)
      : (event.key === "Enter" || event.key === "F2") && begin(cell, null);
    if (begun) event.preventDefault();
    return begun;
  };

  /** Writes a block of cells, as a spreadsheet copies it, from the active cell on. */
  const paste = (event: ClipboardEvent) => {
    if (event.target instanceof HTMLInputElement || given.readOnly) return;
    const { rows, columns, cells, active } = given;
    const { batches, left } = readPasted(
      event.clipboardData.getData("text/plain"),
      (down) => rows.at(active.cell.row + down),
      columns.slice(active.cell.column).map(({ key }) => fields.named(key)),
    );
    event.preventDefault();
    for (const edits of batches) cells.save(edits);
    if (left > 0)
      toast({
        text: `${left.toLocaleString("en")} of the pasted cells were not written: the table has no cell for them here, or it is written in the item's form. Paste them again further down or there.`,
        tone: "problem",
      });
  };

  return { editing, writing, writeKeys, paste };
}
