"use client";

import { Readings } from "@/components/studio/readings";
import type { CellProblem } from "./cells";

/** A cell that is wrong, and where it stands. */
export interface WrongCell extends CellProblem {
  readonly row: number;
  readonly column: number;
  readonly key: string;
  readonly label: string;
}

/** What the bar says of cells that are wrong. */
export function refusalOfCells(
  wrong: readonly WrongCell[],
  goTo: (row: number, column: number) => void,
) {
  const [first, ...others] = wrong;
  if (!first) return null;
  const text = others.length === 0 ? "a cell is wrong." : `${wrong.length} cells are wrong.`;
  return { text: `Not saved: ${text}`, onGo: () => goTo(first.row, first.column) };
}

/** What is wrong, cell by cell, each with a way to it and a choice where there are two readings. */
export function CellProblems(props: {
  readonly wrong: readonly WrongCell[];
  readonly onGo: (row: number, column: number) => void;
  readonly onChoose: (row: number, key: string, text: string) => void;
}) {
  return (
    <ul className="grid-problems" aria-label="What is to be mended" aria-live="polite">
      {props.wrong.slice(0, 30).map(({ row, column, key, label, problem, readings }) => (
        <li key={`${row} ${key}`}>
          <button type="button" className="st-link" onClick={() => props.onGo(row, column)}>
            Row {row + 1}, {label}
          </button>
          <span>{problem}</span>
          <Readings
            of={`${label}, row ${row + 1}`}
            readings={readings.length > 0 ? readings : undefined}
            onChoose={(reading) => props.onChoose(row, key, reading.text)}
          />
        </li>
      ))}
    </ul>
  );
}
