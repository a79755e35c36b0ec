import { newId } from "@/components/studio/new-id";
import { isEmpty } from "./cells";
import type { GridRow } from "./grid";

/** How many rows are there at first, and are added at a time. */
export const AT_FIRST = 20;

/** The rows once some were saved. One that was typed into meanwhile stays, as a row of a new item. */
export function leftRows(rows: readonly GridRow[], saved: readonly GridRow[]): readonly GridRow[] {
  const left = rows
    .filter(({ cells }) => !isEmpty(cells))
    .flatMap((row) => {
      const sent = saved.find(({ id }) => id === row.id);
      if (!sent) return [row];
      const isAsSent = JSON.stringify(sent.cells) === JSON.stringify(row.cells);
      return isAsSent ? [] : [{ ...row, id: newId() }];
    });
  return [...left, ...emptyRows(Math.max(AT_FIRST - left.length, 0))];
}

/** Rows with ids of their own, so that what is sent twice is added once. */
export function emptyRows(count: number): GridRow[] {
  return Array.from({ length: count }, () => ({ id: newId(), cells: {} }));
}
