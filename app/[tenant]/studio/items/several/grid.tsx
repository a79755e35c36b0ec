"use client";

import { type ClipboardEvent, type KeyboardEvent, memo, useId, useRef } from "react";
import { isComposing } from "@/components/studio/composing";
import { readBlock } from "./block";
import type { CellProblem, Cells, Column } from "./cells";

export interface GridRow {
  readonly id: string;
  readonly cells: Cells;
}

/** The table of cells. Enter and the arrows go from cell to cell, as in a spreadsheet; a pasted block fills many. */
export function Grid(props: {
  readonly columns: readonly Column[];
  readonly rows: readonly GridRow[];
  readonly problems: readonly Readonly<Record<string, CellProblem>>[];
  /** Whether each problem is told, and not only those that ask which reading was meant. */
  readonly checked: boolean;
  readonly onType: (row: number, key: string, text: string) => void;
  readonly onPaste: (block: string[][], from: { row: number; column: number }) => void;
}) {
  const table = useRef<HTMLTableElement>(null);

  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isComposing(event)) return;
    const place = placeOf(event.currentTarget);
    const [down, right] = stepOf(event);
    if (down === 0 && right === 0) return;
    const next = cellAt(table.current, place.row + down, place.column + right);
    event.preventDefault();
    next?.focus();
    next?.select();
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n\r]/.test(text)) return;
    event.preventDefault();
    props.onPaste(readBlock(text), placeOf(event.currentTarget));
  };

  return (
    // A table wider than its page scrolls, also by keys.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section className="grid-scroll" aria-label="New items" tabIndex={0}>
      <table className="entry-grid" ref={table}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Row</span>
            </th>
            {props.columns.map(({ key, field }) => (
              <th key={key} scope="col">
                {field.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row, number) => (
            <Row
              key={row.id}
              columns={props.columns}
              number={number}
              cells={row.cells}
              problems={props.problems[number] ?? {}}
              checked={props.checked}
              onType={props.onType}
              onKey={onKey}
              onPaste={onPaste}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly columns: readonly Column[];
  readonly number: number;
  readonly cells: Cells;
  readonly problems: Readonly<Record<string, CellProblem>>;
  readonly checked: boolean;
  readonly onType: (row: number, key: string, text: string) => void;
  readonly onKey: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly onPaste: (event: ClipboardEvent<HTMLInputElement>) => void;
}

// A key changes one row; the others are not drawn again.
const Row = memo(
  function Row({ columns, number, cells, problems, checked, onType, onKey, onPaste }: RowProps) {
    const row = useId();
    const told = (key: string) => {
      const problem = problems[key];
      return problem && (checked || problem.readings.length > 0) ? problem.problem : undefined;
    };
    return (
      <tr>
        <th scope="row" className="st-num">
          {number + 1}
        </th>
        {columns.map(({ key, field }, column) => (
          <td key={key} data-problem={problems[key] ? true : undefined}>
            <input
              type="text"
              autoComplete="off"
              aria-label={`${field.label}, row ${number + 1}`}
              aria-invalid={problems[key] ? true : undefined}
              aria-describedby={told(key) && `${row}-${key}`}
              data-row={number}
              data-column={column}
              value={cells[key] ?? ""}
              onChange={(event) => onType(number, key, event.target.value)}
              onKeyDown={onKey}
              onPaste={onPaste}
            />
            {told(key) && (
              <p className="ui-error" id={`${row}-${key}`}>
                {told(key)}
              </p>
            )}
          </td>
        ))}
      </tr>
    );
  },
  (one, other) =>
    one.cells === other.cells &&
    one.columns === other.columns &&
    one.number === other.number &&
    one.checked === other.checked &&
    JSON.stringify(one.problems) === JSON.stringify(other.problems),
);

function placeOf(input: HTMLElement): { row: number; column: number } {
  return { row: Number(input.dataset.row), column: Number(input.dataset.column) };
}

/** The cell at a place, if there is one. */
function cellAt(within: ParentNode | null, row: number, column: number): HTMLInputElement | null {
  return within?.querySelector(`input[data-row="${row}"][data-column="${column}"]`) ?? null;
}

/** Puts the focus on a cell and brings it into view, with what is said of it. */
export function goToCell(within: ParentNode | null, row: number, column: number): void {
  const cell = cellAt(within, row, column);
  cell?.focus({ preventScroll: true });
  cell?.scrollIntoView({ block: "center", inline: "center" });
}

/** How far a key goes, down and to the right; left and right only from the ends of the text. */
function stepOf(event: KeyboardEvent<HTMLInputElement>): readonly [number, number] {
  const { selectionStart, selectionEnd, value } = event.currentTarget;
  const marks = selectionStart !== selectionEnd;
  switch (event.key) {
    case "Enter":
      return [event.shiftKey ? -1 : 1, 0];
    case "ArrowDown":
      return [1, 0];
    case "ArrowUp":
      return [-1, 0];
    case "ArrowLeft":
      return [0, !event.shiftKey && (marks || selectionStart === 0) ? -1 : 0];
    case "ArrowRight":
      return [0, !event.shiftKey && (marks || selectionEnd === value.length) ? 1 : 0];
    default:
      return [0, 0];
  }
}
