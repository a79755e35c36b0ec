"use client";

import { useCallback, useRef, useState } from "react";
import { attempt } from "@/components/studio/attempt";
import { type CellAnswer, changeCells } from "./cell-actions";
import { keptText, writtenCell } from "./cell-value";
import type { ShownRow } from "./shown-rows";
import { useSite } from "./table-site";
import type { Rows } from "./use-rows";

/** What is said in a cell beside what is kept: that it is being saved, or why it was not. */
export interface CellNote {
  readonly state: "saving" | "problem" | "conflict";
  readonly typed: string;
  readonly problem: string;
}

/** One text for one cell. */
export interface CellEdit {
  readonly row: ShownRow;
  readonly field: string;
  readonly typed: string;
}

/** The notes of a row by the keys of their fields. */
export type RowNotes = Readonly<Record<string, CellNote>>;

export interface Cells {
  notesOf(id: string): RowNotes | undefined;
  save(edits: readonly CellEdit[]): void;
  /** Writes over what somebody else has written. */
  insist(row: ShownRow, field: string): void;
  /** Forgets what was typed. */
  drop(id: string, field: string): void;
}

/** Saves cells one call after the other, and keeps what was refused where it was typed. */
export function useCells(rows: Rows): Cells {
  const [notes, setNotes] = useState<ReadonlyMap<string, RowNotes>>(new Map());
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const { fields } = useSite();
  const latest = useRef(rows);
  latest.current = rows;

  const note = useCallback((id: string, field: string, said: CellNote | null) => {
    setNotes((now) => {
      const { [field]: _before, ...others } = now.get(id) ?? {};
      return new Map(now).set(id, said ? { ...others, [field]: said } : others);
    });
  }, []);

  const save = useCallback(
    (edits: readonly CellEdit[]) => {
      const cells = edits.flatMap(({ row, field, typed }) => {
        const cell = writtenCell(fields.named(field), row);
        if (!cell) return [];
        const was = keptText(cell, row);
        return was === typed ? [] : [{ id: row.id, field, copy: cell.copy, was, typed }];
      });
      if (cells.length === 0) return;
      for (const { id, field, typed } of cells)
        note(id, field, { state: "saving", typed, problem: "" });
      const tell = (answer: CellAnswer, typed: string) => {
        const { id, field, problem, conflict, row } = answer;
        if (row) latest.current.put(row);
        const state = conflict ? "conflict" : "problem";
        note(id, field, problem === null ? null : { state, typed, problem });
      };
      queue.current = queue.current.then(async () => {
        const answer = await attempt(() => changeCells({ cells }));
        for (const { id, field, typed } of cells) {
          const isThis = (one: CellAnswer) => one.id === id && one.field === field;
          const one = answer.ok ? answer.data.find(isThis) : undefined;
          if (one) tell(one, typed);
          else if (!answer.ok)
            note(id, field, { state: "problem", typed, problem: answer.message });
        }
      });
    },
    [note, fields],
  );

  const insist = useCallback(
    (row: ShownRow, field: string) => {
      const typed = notes.get(row.id)?.[field]?.typed;
      if (typed !== undefined) save([{ row, field, typed }]);
    },
    [notes, save],
  );
  const drop = useCallback((id: string, field: string) => note(id, field, null), [note]);
  const notesOf = useCallback((id: string) => notes.get(id), [notes]);
  return { notesOf, save, insist, drop };
}
