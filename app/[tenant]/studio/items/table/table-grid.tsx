"use client";

import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from "react";
import type { Order } from "@/db/tenant/queries/table/sorted-by";
import type { Column, Layout } from "@/db/tenant/queries/table/view-value";
import { PickBox } from "./pick-box";
import { isPicked } from "./picked";
import { TableFoot } from "./table-foot";
import { TableHead } from "./table-head";
import { TableRow } from "./table-row";
import { HEAD, useActiveCell } from "./use-active-cell";
import type { Cells } from "./use-cells";
import type { Picking } from "./use-picked";
import { useRowHeight } from "./use-row-height";
import type { Rows } from "./use-rows";
import { useWriting } from "./use-writing";

/** What the server takes the window to be, so that the first rows come with the page. */
const FIRST_RECT = { width: 1000, height: 760 };

/** The table itself: a grid of which only the rows in sight are there. */
export function TableGrid(props: {
  readonly rows: Rows;
  readonly query: string;
  readonly layout: Layout;
  readonly order: Order;
  readonly readOnly: boolean;
  /** Null where nothing can be picked. */
  readonly picking: Picking | null;
  readonly cells: Cells;
  readonly onSort: (order: Order) => void;
  readonly onColumns: (columns: readonly Column[]) => void;
}) {
  const { rows, layout, order, picking } = props;
  const { columns, density } = layout;
  const grid = useRef<HTMLDivElement>(null);
  const height = useRowHeight(density);
  const activeRow = useRef(0);
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: rows.total,
    getScrollElement: () => grid.current,
    estimateSize: () => height,
    overscan: 6,
    initialRect: FIRST_RECT,
    scrollPaddingStart: height,
    scrollPaddingEnd: height,
    // The active row stays, or its cell would lose the focus by scrolling.
    rangeExtractor: (range) =>
      [...new Set([Math.max(0, activeRow.current), ...defaultRangeExtractor(range)])]
        .filter((index) => index < rows.total)
        .sort((one, other) => one - other),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer keeps what it measured.
  useEffect(() => virtual.measure(), [height]);
  const active = useActiveCell({ grid, virtual, rows: rows.total, columns: columns.length });
  activeRow.current = active.cell.row;

  const shown = virtual.getVirtualItems();
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  useEffect(() => {
    if (rows.total > 0) void rows.need(startIndex, endIndex);
  }, [rows, startIndex, endIndex]);

  const { editing, writing, writeKeys, paste } = useWriting({
    rows,
    cells: props.cells,
    columns,
    active,
    readOnly: props.readOnly,
  });
  const isShownPicked = (index: number) => {
    const id = rows.at(index)?.id;
    return id !== undefined && picking !== null && isPicked(picking.picked, id);
  };
  /** Those that a person sees whole; some more are there, above and below. */
  const shownIndexes = () => {
    const first = Math.ceil((grid.current?.scrollTop ?? 0) / height);
    const room = Math.floor(((grid.current?.clientHeight ?? FIRST_RECT.height) - 72) / height);
    return Array.from({ length: Math.min(room, rows.total - first) }, (_, at) => first + at);
  };
  const pickShown = () => {
    const [first = 0] = shownIndexes();
    const last = shownIndexes().at(-1) ?? first;
    if (shownIndexes().every(isShownPicked)) picking?.none();
    else picking?.range(first, last);
  };
  const keys = (event: KeyboardEvent<HTMLTableElement>) => {
    const { row } = active.cell;
    if (event.target instanceof HTMLElement && event.target.closest("[data-editing]")) return;
    if (row !== HEAD && writeKeys(event)) return;
    if (picking && row !== HEAD) {
      const key = event.key.toLowerCase();
      const steps = { arrowup: -1, arrowdown: 1 }[key];
      if (key === " ") picking.toggle(row, event.shiftKey);
      else if (key === "a" && (event.ctrlKey || event.metaKey))
        if (shownIndexes().every(isShownPicked)) picking.all();
        else pickShown();
      else if (key === "escape") picking.none();
      else if (event.shiftKey && steps) {
        picking.range(row, Math.max(0, Math.min(rows.total - 1, row + steps)));
        active.go({ row: row + steps, column: active.cell.column });
      } else return void active.follow(event);
      event.preventDefault();
      return;
    }
    active.follow(event);
  };

  return (
    <div
      ref={grid}
      className="tb-grid"
      data-density={density}
      data-picks={picking ? true : undefined}
      style={{ ...widthsOf(columns), "--count": rows.total } as CSSProperties}
    >
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the arrows lead through its cells.
        role="grid"
        className="tb-table"
        aria-label="Items"
        aria-rowcount={rows.total + 2}
        aria-colcount={columns.length + 1}
        aria-multiselectable={picking ? true : undefined}
        onKeyDown={keys}
        onPaste={paste}
        onFocus={({ target }) => {
          const cell = cellOf(target);
          if (cell && (cell.row !== active.cell.row || cell.column !== active.cell.column))
            active.go(cell);
        }}
      >
        <thead className="tb-top">
          <TableHead
            columns={columns}
            order={order}
            active={active.cell.row === HEAD ? active.cell.column : null}
            before={
              picking && (
                <th scope="col" className="tb-cell tb-pick" aria-colindex={1}>
                  <PickBox
                    label="Pick the rows in sight"
                    checked={shownIndexes().every((index) => isShownPicked(index))}
                    onPick={pickShown}
                  />
                </th>
              )
            }
            onSort={props.onSort}
            onColumns={props.onColumns}
            onActive={(column) => active.go({ row: HEAD, column })}
          />
        </thead>
        <tbody className="tb-body">
          {shown.map(({ index }) => (
            <TableRow
              key={index}
              index={index}
              row={rows.at(index)}
              columns={columns}
              active={active.cell.row === index ? active.cell.column : null}
              readOnly={props.readOnly}
              picked={picking ? isShownPicked(index) : null}
              onPick={picking?.toggle ?? nothing}
              notes={props.cells.notesOf(rows.at(index)?.id ?? "")}
              editing={editing?.row === index ? editing : null}
              writing={writing}
            />
          ))}
        </tbody>
        <tfoot className="tb-bottom">
          <TableFoot
            columns={columns}
            total={rows.total}
            query={props.query}
            spaced={picking !== null}
          />
        </tfoot>
      </table>
    </div>
  );
}

function nothing(): void {}

/** The cell that an element is, or null. */
function cellOf(element: Element): { row: number; column: number } | null {
  const [row, column] = (element.getAttribute("data-cell") ?? "").split(" ").map(Number);
  return row === undefined || column === undefined ? null : { row, column };
}

/** Each column's width as a variable, so that a dragged edge moves a column without rendering one row. */
function widthsOf(columns: readonly Column[]): Record<string, string> {
  const widths = columns.map(({ width }, at) => [`--w${at}`, `${width}px`]);
  const template = columns.map((_, at) => `var(--w${at})`).join(" ");
  return { ...Object.fromEntries(widths), "--columns": template };
}
