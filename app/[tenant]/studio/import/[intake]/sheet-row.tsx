"use client";

import { useId, useState, useTransition } from "react";
import { dateInWords } from "@/base/values/dates";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { useToast } from "@/components/ui/toast";
import { OUTCOME_WORDS } from "@/db/tenant/intake";
import { changeSheetCells, chooseSheetItem } from "../actions";
import type { ShownSheetRow } from "./shown-sheet-rows";

interface Row {
  readonly id: string;
  readonly row: ShownSheetRow;
  readonly columns: readonly string[];
  /** Whether cells can be changed, because nothing is written yet. */
  readonly isOpen: boolean;
  /** Whether what it wrote was taken back. */
  readonly isUndone: boolean;
}

/** A row of a sheet: what it changes, or why it is not taken in and what helps. */
export function SheetRow({ id, row, columns, isOpen, isUndone }: Row) {
  const toast = useToast();
  const [editing, setEditing] = useState(false);
  const [pending, start] = useTransition();
  const heading = useId();
  const wrong = [...new Set(row.refused.flatMap(({ column }) => column ?? []))];
  const say = (outcome: ShownSheetRow["outcome"]) =>
    toast({ text: `Line ${row.line}: ${OUTCOME_WORDS[outcome].toLowerCase()}.` });
  const change = (cells: { column: number; text: string }[]) =>
    start(async () => {
      const answer = await attempt(() => changeSheetCells({ id, line: row.line, cells }));
      if (answer.ok) say(answer.data.outcome);
      else toast({ text: answer.message, tone: "problem" });
    });
  const choose = (item: string) =>
    start(async () => {
      const answer = await attempt(() => chooseSheetItem({ id, line: row.line, item }));
      if (!answer.ok) toast({ text: answer.message, tone: "problem" });
      else if (item === "out") toast({ text: `Line ${row.line} is left out.` });
      else say(answer.data.outcome);
    });
  return (
    <li className="im-line" data-tone={row.outcome} aria-labelledby={heading}>
      <div className="im-line-head">
        <span className="im-line-number st-num st-sub">Line {row.line}</span>
        <span className="im-line-name" id={heading}>
          <bdi>{row.name || "Without a name"}</bdi>
          {row.isFurther && <span className="st-sub"> · one more of it</span>}
        </span>
        <span className="im-badge" data-tone={row.outcome}>
          {row.isLeftOut
            ? "Left out"
            : row.done
              ? isUndone
                ? "Taken back"
                : "Imported"
              : OUTCOME_WORDS[row.outcome]}
        </span>
      </div>
      {row.changes.length > 0 && (
        <dl className="im-changes">
          {row.changes.map(({ label, from, to, ofCatalogue }) => (
            <div key={label} className="im-change">
              <dt>{label}</dt>
              <dd>
                {from && (
                  <>
                    <del>{from}</del> <span aria-hidden="true">→</span>{" "}
                  </>
                )}
                {to ? <ins>{to}</ins> : <span className="st-sub">nothing</span>}
                {ofCatalogue && <span className="st-sub"> from the catalogue</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {(row.isLeftOut ? [] : row.refused).map(({ column, reason, readings = [] }) => (
        <div key={`${column} ${reason}`} className="im-reason">
          <p>
            {column !== null && <strong>{columns[column] || `Column ${column + 1}`}: </strong>}
            {reason}
          </p>
          {isOpen && column !== null && readings.length > 0 && (
            <div className="im-deeds">
              {readings.map((text) => (
                <Button
                  key={text}
                  small
                  pending={pending}
                  onClick={() => change([{ column, text }])}
                >
                  {dateInWords(text)}
                </Button>
              ))}
            </div>
          )}
        </div>
      ))}
      {row.outcome === "conflict" && row.refused.length === 0 && (
        <p className="im-reason">
          The item was changed here after this sheet was exported, so it is left as it is.
        </p>
      )}
      {isOpen && (
        <div className="im-deeds">
          {row.outcome === "conflict" && row.itemId && (
            <Button small pending={pending} onClick={() => choose(row.itemId ?? "")}>
              Take what the sheet says
            </Button>
          )}
          {row.outcome === "unclear" && (
            <>
              <p className="st-sub">Which of them is it?</p>
              {row.candidates.map((item) => (
                <Button key={item.id} small pending={pending} onClick={() => choose(item.id)}>
                  <bdi>{item.name}</bdi> <span className="st-sub">{item.beside}</span>
                </Button>
              ))}
              <Button small look="quiet" pending={pending} onClick={() => choose("new")}>
                None: a new item
              </Button>
            </>
          )}
          {row.isChosen && row.outcome !== "unclear" && (
            <Button small look="quiet" pending={pending} onClick={() => choose("")}>
              {row.isLeftOut ? "Take it in again" : "Ask again"}
            </Button>
          )}
          {!editing && (
            <Button small look="quiet" aria-expanded={false} onClick={() => setEditing(true)}>
              {wrong.length > 0 ? "Mend it" : "Change cells"}
              <span className="visually-hidden"> of line {row.line}</span>
            </Button>
          )}
          {(row.outcome === "new" || row.outcome === "changed") && (
            <Button small look="quiet" pending={pending} onClick={() => choose("out")}>
              Leave it out
              <span className="visually-hidden">: line {row.line}</span>
            </Button>
          )}
          {row.itemId && row.outcome !== "new" && (
            <Link className="st-link im-item-link" href={`/studio/items/${row.itemId}`}>
              Open the item
            </Link>
          )}
        </div>
      )}
      {isOpen && editing && (
        <CellsForm
          {...{ id, row, columns, wrong }}
          onClose={() => setEditing(false)}
          onDone={(outcome) => {
            setEditing(false);
            say(outcome);
          }}
        />
      )}
    </li>
  );
}

/** The cells of a row to type in: those that can't be read first. */
function CellsForm({
  id,
  row,
  columns,
  wrong,
  onClose,
  onDone,
}: Pick<Row, "id" | "row" | "columns"> & {
  readonly wrong: readonly number[];
  readonly onClose: () => void;
  readonly onDone: (outcome: ShownSheetRow["outcome"]) => void;
}) {
  const [typed, setTyped] = useState<ReadonlyMap<number, string>>(new Map());
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const all = columns.map((_, at) => at);
  const order = [...wrong, ...all.filter((at) => !wrong.includes(at))];
  const save = () =>
    start(async () => {
      const cells = [...typed].map(([column, text]) => ({ column, text }));
      if (cells.length === 0) return onClose();
      const answer = await attempt(() => changeSheetCells({ id, line: row.line, cells }));
      if (answer.ok) onDone(answer.data.outcome);
      else setProblem(Object.values(answer.fields)[0] ?? answer.message);
    });
  return (
    <form
      className="im-cells"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      {order.map((at, place) => (
        <TextField
          key={at}
          label={columns[at] || `Column ${at + 1}`}
          autoFocus={place === 0}
          value={typed.get(at) ?? row.cells[at] ?? ""}
          error={
            wrong.includes(at) && !typed.has(at)
              ? row.refused.find(({ column }) => column === at)?.reason
              : undefined
          }
          onChange={({ target }) => setTyped(new Map(typed).set(at, target.value))}
        />
      ))}
      <div className="ui-row im-cells-end">
        <Button type="submit" small look="primary" pending={pending}>
          Read this row anew
        </Button>
        <Button small look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
      {problem && (
        <p role="alert" className="ui-error">
          {problem}
        </p>
      )}
    </form>
  );
}
