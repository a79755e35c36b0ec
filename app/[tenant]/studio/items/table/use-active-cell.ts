"use client";

import type { Virtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";

/** The row of the headings, above the first. */
export const HEAD = -1;

/** The cell that the keyboard is in. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

interface Active {
  readonly cell: Cell;
  /** Makes a cell the active one, brings it into sight and gives it the focus. */
  go(cell: Cell): void;
  /** Goes where an arrow, Home, End or Page key leads. @returns whether the key was one of them */
  follow(event: KeyboardEvent): boolean;
}

/** One cell of the grid can be reached by Tab; arrows lead from it to the others. */
export function useActiveCell(props: {
  readonly grid: RefObject<HTMLElement | null>;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  readonly rows: number;
  readonly columns: number;
}): Active {
  const { grid, virtual, rows, columns } = props;
  const [cell, setCell] = useState<Cell>({ row: 0, column: 0 });
  const wanted = useRef(false);
  const kept = {
    row: Math.min(cell.row, Math.max(rows - 1, HEAD)),
    column: Math.min(cell.column, columns - 1),
  };
  const go = useCallback(
    (to: Cell) => {
      const row = Math.max(HEAD, Math.min(rows - 1, to.row));
      const column = Math.max(0, Math.min(columns - 1, to.column));
      wanted.current = true;
      if (row >= 0) virtual.scrollToIndex(row, { align: "auto" });
      setCell({ row, column });
    },
    [rows, columns, virtual],
  );
  useEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    const element = grid.current?.querySelector<HTMLElement>(
      `[data-cell="${cell.row} ${cell.column}"]`,
    );
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [cell, grid]);
  const follow = (event: KeyboardEvent) => {
    const page = Math.max(1, virtual.getVirtualItems().length - 12);
    const all = event.ctrlKey || event.metaKey;
    const { row, column } = kept;
    const to: Cell | undefined = {
      ArrowUp: { row: all ? 0 : row - 1, column },
      ArrowDown: { row: all ? rows - 1 : row + 1, column },
      ArrowLeft: { row, column: all ? 0 : column - 1 },
      ArrowRight: { row, column: all ? columns - 1 : column + 1 },
      Home: { row: all ? 0 : row, column: 0 },
      End: { row: all ? rows - 1 : row, column: columns - 1 },
      PageUp: { row: Math.max(0, row - page), column },
      PageDown: { row: row + page, column },
    }[event.key];
    if (!to || event.altKey) return false;
    event.preventDefault();
    go(to);
    return true;
  };
  return { cell: kept, go, follow };
}
