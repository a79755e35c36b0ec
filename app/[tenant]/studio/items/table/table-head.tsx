"use client";

import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from "react";
import type { TableField } from "@/db/tenant/queries/table/fields";
import { isSortable, type Order } from "@/db/tenant/queries/table/sorted-by";
import { type Column, withinWidths } from "@/db/tenant/queries/table/view-value";
import { useSite } from "./table-site";
import { HEAD } from "./use-active-cell";

/** By how much a key widens a column, in pixels. */
const STEP = 20;

/**
 * The headings. A click or Enter sorts and turns the order; the edge is dragged to widen a column. With Alt the arrows
 * widen it, with Alt and Shift they move it.
 */
export function TableHead(props: {
  readonly columns: readonly Column[];
  readonly order: Order;
  /** The column whose heading is the active cell, or null. */
  readonly active: number | null;
  readonly before?: ReactNode;
  readonly onSort: (order: Order) => void;
  readonly onColumns: (columns: readonly Column[]) => void;
  readonly onActive: (column: number) => void;
}) {
  const { columns, order } = props;
  const { fields } = useSite();
  const sort = (key: string) =>
    isSortable(key, fields) && props.onSort({ key, down: order.key === key && !order.down });
  const widen = (index: number, width: number) =>
    props.onColumns(
      columns.map((one, at) => (at === index ? { ...one, width: withinWidths(width) } : one)),
    );
  const move = (from: number, to: number) => {
    if (to < 0 || to >= columns.length) return;
    const next = [...columns];
    const [one] = next.splice(from, 1);
    if (one) next.splice(to, 0, one);
    props.onColumns(next);
    props.onActive(to);
  };
  const keys = (event: KeyboardEvent, index: number, { key, width }: Column) => {
    const turn = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.altKey && turn) {
      if (event.shiftKey) move(index, index + turn);
      else widen(index, width + turn * STEP);
    } else if (event.key === "Enter" || event.key === " ") sort(key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <tr className="tb-row tb-head" aria-rowindex={1}>
      {props.before}
      {columns.map((column, index) => (
        <Heading
          key={column.key}
          column={column}
          index={index}
          order={order}
          active={props.active === index}
          onSort={() => sort(column.key)}
          onWiden={(width) => widen(index, width)}
          onKeyDown={(event) => keys(event, index, column)}
        />
      ))}
    </tr>
  );
}

function Heading(props: {
  readonly column: Column;
  readonly index: number;
  readonly order: Order;
  readonly active: boolean;
  readonly onSort: () => void;
  readonly onWiden: (width: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { column, order } = props;
  const { fields } = useSite();
  const field = fields.named(column.key);
  const sorted = order.key === column.key ? (order.down ? "descending" : "ascending") : undefined;
  return (
    <th
      scope="col"
      className={column.key === "name" ? "tb-cell tb-name tb-heading" : "tb-cell tb-heading"}
      aria-sort={sorted}
      aria-colindex={props.index + 2}
      tabIndex={props.active ? 0 : -1}
      data-cell={`${HEAD} ${props.index}`}
      data-sortable={isSortable(column.key, fields) || undefined}
      data-end={isNumber(field) || undefined}
      onClick={props.onSort}
      onKeyDown={props.onKeyDown}
    >
      <span className="tb-heading-word">{field?.label}</span>
      {sorted && <span aria-hidden="true">{order.down ? "↓" : "↑"}</span>}
      <Edge width={column.width} onWiden={props.onWiden} />
    </th>
  );
}

/** The right edge of a heading. While it is dragged the grid follows by a style of its own, and nothing is rendered. */
function Edge({ width, onWiden }: { width: number; onWiden: (width: number) => void }) {
  const begun = useRef<{ x: number; width: number } | null>(null);
  const drag = (event: PointerEvent<HTMLSpanElement>) => {
    if (!begun.current) return;
    begun.current.width = withinWidths(width + event.clientX - begun.current.x);
    const heading = event.currentTarget.parentElement;
    const grid = heading?.closest<HTMLElement>(".tb-grid");
    const at = Number(heading?.getAttribute("aria-colindex")) - 2;
    grid?.style.setProperty(`--w${at}`, `${begun.current.width}px`);
  };
  return (
    <span
      className="tb-edge"
      aria-hidden="true"
      onClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        begun.current = { x: event.clientX, width };
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        if (begun.current) onWiden(begun.current.width);
        begun.current = null;
      }}
    />
  );
}

/** Whether a column's values stand at its right edge, as numbers do. */
export function isNumber(field: TableField | undefined): boolean {
  const type = field?.type;
  return type === "count" || type === "money" || type === "worth" || type === "number";
}
