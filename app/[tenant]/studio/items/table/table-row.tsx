"use client";

import { type CSSProperties, memo } from "react";
import { Link } from "@/components/ui/link";
import { STANDING_WORDS, STANDINGS, type Standing } from "@/db/tenant/choices";
import type { Column } from "@/db/tenant/queries/table/view-value";
import { type After, CellEditor } from "./cell-editor";
import { keptText, writtenCell } from "./cell-value";
import { cellText } from "./cell-words";
import { PickBox } from "./pick-box";
import type { ShownRow } from "./shown-rows";
import { isNumber } from "./table-head";
import { useSite } from "./table-site";
import type { CellNote, RowNotes } from "./use-cells";

/** One item as a row. On a phone its name, two facts and its status are all there is. */
export const TableRow = memo(function TableRow(props: {
  readonly row: ShownRow | undefined;
  readonly index: number;
  readonly columns: readonly Column[];
  /** The column of the active cell, or null where it is in another row. */
  readonly active: number | null;
  readonly readOnly: boolean;
  /** Null where nothing can be picked. */
  readonly picked: boolean | null;
  readonly onPick: (index: number, extend: boolean) => void;
  readonly notes: RowNotes | undefined;
  /** The column that is being written in, with what was typed to begin; null in every other row. */
  readonly editing: { readonly column: number; readonly begun: string | null } | null;
  readonly writing: Writing;
}) {
  const { row, index, columns, picked, editing } = props;
  const style = { "--at": index } as CSSProperties;
  if (!row)
    return (
      <tr className="tb-row tb-body-row" aria-rowindex={index + 2} style={style}>
        <td
          className="tb-cell tb-waiting"
          aria-busy="true"
          aria-colindex={1}
          tabIndex={props.active === null ? -1 : 0}
          data-cell={`${index} ${props.active ?? 0}`}
        >
          <span className="visually-hidden">On its way</span>
        </td>
      </tr>
    );
  return (
    <tr
      className="tb-row tb-body-row"
      aria-rowindex={index + 2}
      aria-selected={picked ?? undefined}
      style={style}
    >
      {picked !== null && (
        <td className="tb-cell tb-pick" aria-colindex={1}>
          <PickBox
            label={`Pick ${row.name}`}
            tabIndex={-1}
            checked={picked}
            onPick={(extend) => props.onPick(index, extend)}
          />
        </td>
      )}
      {columns.map(({ key }, at) => (
        <Cell
          key={key}
          name={key}
          row={row}
          at={at}
          index={index}
          active={props.active === at}
          readOnly={props.readOnly}
          note={props.notes?.[key]}
          begun={editing?.column === at ? editing : null}
          writing={props.writing}
        />
      ))}
    </tr>
  );
});

/** What the cells of all rows call; it stays the same, so that rows are drawn anew only when they differ. */
export interface Writing {
  begin(index: number, column: number): void;
  done(index: number, column: number, typed: string, after: After): void;
  cancel(): void;
  insist(row: ShownRow, field: string): void;
  drop(id: string, field: string): void;
}

function Cell(props: {
  readonly name: string;
  readonly row: ShownRow;
  readonly index: number;
  readonly at: number;
  readonly active: boolean;
  readonly readOnly: boolean;
  readonly note: CellNote | undefined;
  readonly begun: { readonly begun: string | null } | null;
  readonly writing: Writing;
}) {
  const { name, row, at, index, note, writing } = props;
  const { fields } = useSite();
  const field = fields.named(name);
  const standing = standingOf(row);
  const common = {
    "aria-colindex": at + 2,
    tabIndex: props.active ? 0 : -1,
    "data-cell": `${index} ${at}`,
    "data-note": note?.state,
    onDoubleClick: () => writing.begin(index, at),
  };
  const written = props.begun && writtenCell(field, row);
  if (written && props.begun)
    return (
      <td {...common} className={name === "name" ? "tb-cell tb-name" : "tb-cell"} data-editing>
        <CellEditor
          field={written.field}
          text={note?.typed ?? keptText(written, row)}
          begun={props.begun.begun}
          onDone={(typed, after) => writing.done(index, at, typed, after)}
          onCancel={writing.cancel}
        />
      </td>
    );
  const aside = note && note.state !== "saving" && (
    <Refused note={note} row={row} field={name} writing={writing} />
  );
  if (name === "name")
    return (
      <td {...common} className="tb-cell tb-name">
        <Thumb row={row} />
        <span className="tb-words">
          <OpenLink row={row} name={note?.typed ?? row.name} readOnly={props.readOnly} />
          <span className="tb-under">
            {[row.animal, row.variant, row.styleNumber].filter(Boolean).join(" · ")}
          </span>
        </span>
        {standing && (
          <span className="tb-mark">
            <Dot state={standing} />
            {STANDING_WORDS[standing]}
          </span>
        )}
        {aside}
      </td>
    );
  const text = note?.typed ?? (field ? cellText(field, row) : "");
  return (
    <td {...common} className="tb-cell" data-end={isNumber(field) || undefined}>
      <span className="tb-text" title={text.length > 16 ? text : undefined}>
        {name === "status" && standing && standing !== "wanted" && <Dot state={standing} />}
        {name === "wanted" && row.wanted && <Dot state="wanted" />}
        {text}
      </span>
      {aside}
    </td>
  );
}

/** Colour for a state that is not the usual one. */
function Dot({ state }: { readonly state: Standing }) {
  return <span className="tb-dot" data-state={state} aria-hidden="true" />;
}

/** The first way in which an item stands that is not the usual one. */
function standingOf({ copies, wanted }: ShownRow): Standing | undefined {
  const ofCopies = STANDINGS.find(
    (one) => one !== "owned" && copies.some(({ status }) => status === one),
  );
  return ofCopies ?? (wanted ? "wanted" : undefined);
}

/** Why a cell was not saved, and what can be done about it. */
function Refused(props: {
  readonly note: CellNote;
  readonly row: ShownRow;
  readonly field: string;
  readonly writing: Writing;
}) {
  const { note, row, field, writing } = props;
  const known = useSite().fields.named(field);
  return (
    <span className="tb-refused" role="alert">
      {note.problem}
      {note.state === "conflict" && known && ` It says “${cellText(known, row) || "nothing"}” now.`}
      <span className="ui-row">
        {note.state === "conflict" && (
          <button type="button" className="tb-joint" onClick={() => writing.insist(row, field)}>
            Write mine over it
          </button>
        )}
        <button type="button" className="tb-joint" onClick={() => writing.drop(row.id, field)}>
          {note.state === "conflict" ? "Keep theirs" : "Leave it as it was"}
        </button>
      </span>
    </span>
  );
}

function OpenLink(props: {
  readonly row: ShownRow;
  readonly name: string;
  readonly readOnly: boolean;
}) {
  const { row, name, readOnly } = props;
  if (readOnly)
    return (
      <a className="tb-link" href={`/items/${row.slug}`} tabIndex={-1}>
        {name}
      </a>
    );
  return (
    <Link className="tb-link" href={`/studio/items/${row.id}`} tabIndex={-1}>
      {name}
    </Link>
  );
}

function Thumb({ row: { picture, tint } }: { readonly row: ShownRow }) {
  return (
    <img
      className="tb-thumb"
      src={picture}
      alt=""
      width={32}
      height={32}
      loading="lazy"
      decoding="async"
      style={tint ? { backgroundColor: tint } : undefined}
    />
  );
}
