"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo, useRef, useState, useTransition } from "react";
import { CURRENCIES } from "@/base/values/currencies";
import { attempt } from "@/components/studio/attempt";
import { LeaveGuard } from "@/components/studio/leave-guard";
import { newId } from "@/components/studio/new-id";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { VISIBILITIES, VISIBILITY_WORDS } from "@/db/tenant/choices";
import type { OwnField } from "@/db/tenant/own";
import type { Place } from "@/db/tenant/queries/places";
import { tableFields } from "@/db/tenant/queries/table/fields";
import { useUndoing } from "../../history/undoing";
import { addSeveral } from "../enter-actions";
import { SaveBar } from "../save-bar";
import { CellProblems, refusalOfCells } from "./cell-problems";
import { columnsOf, isEmpty, pasted, problemsOfCells, type Shared, valuesOfCells } from "./cells";
import { Grid, goToCell } from "./grid";
import { AT_FIRST, emptyRows } from "./left-rows";
import { useEnteredRows } from "./use-entered-rows";
import "./several.css";

/** How many items are saved at a time. */
const MOST_ROWS = 200;

/** Several new items in one table, saved all together or not at all. */
export function Several(props: {
  readonly own: readonly OwnField[];
  readonly places: readonly Place[];
}) {
  const columns = useMemo(
    () => columnsOf(tableFields(props.own, props.places)),
    [props.own, props.places],
  );
  const { rows, setRows, shared, setShared, clear } = useEnteredRows();
  const [checked, setChecked] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const room = useRef<HTMLFormElement>(null);
  const undoing = useUndoing();
  const router = useRouter();
  const filled = rows.filter(({ cells }) => !isEmpty(cells));
  const problems = useMemo(
    () => rows.map(({ cells }) => problemsOfCells(columns, cells, shared)),
    [columns, rows, shared],
  );
  const wrong = rows.flatMap((_, row) =>
    columns.flatMap(({ key, field }, column) => {
      const problem = problems[row]?.[key];
      return problem ? [{ row, column, key, label: field.label, ...problem }] : [];
    }),
  );
  const type = useCallback(
    (row: number, key: string, text: string) =>
      setRows((now) =>
        now.map((one, at) => (at === row ? { ...one, cells: { ...one.cells, [key]: text } } : one)),
      ),
    [setRows],
  );
  const goTo = (row: number, column: number) => goToCell(room.current, row, column);

  const save = () => {
    setChecked(true);
    const [first] = wrong;
    // Once the cell says what is wrong, which makes its row higher.
    if (first) return void requestAnimationFrame(() => goTo(first.row, first.column));
    if (filled.length === 0 || pending) return;
    start(async () => {
      const items = filled.map(({ id, cells }) => ({
        id,
        values: valuesOfCells(columns, cells, shared),
      }));
      const answer = await attempt(() => addSeveral({ items }));
      if (!answer.ok) return setRefused(answer.message);
      const isLeft = clear(filled);
      setRefused(null);
      setChecked(false);
      const one = items.length === 1;
      const said = one ? "1 item is saved." : `${items.length} items are saved.`;
      undoing.done(isLeft ? `${said} What you typed since is still here.` : said, {
        changeSet: answer.data.changeSet,
        back: one ? "The item is not added." : "The items are not added.",
      });
      if (!isLeft) router.push("/studio/items?sort=newest");
    });
  };

  return (
    <form
      ref={room}
      className="st-room grid-room"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        save();
      }}
    >
      <div className="st-head">
        <div>
          <h1>Several items</h1>
          <p className="st-sub">
            Type, or paste rows from a spreadsheet; a first line with the names of the columns is
            understood. Each row becomes an item with one copy.
          </p>
        </div>
        <SharedFields shared={shared} onChange={setShared} />
      </div>
      <div role="alert">
        {refused && (
          <p className="ui-notice" data-tone="problem">
            {refused}
          </p>
        )}
      </div>
      <Grid
        columns={columns}
        rows={rows}
        problems={problems}
        checked={checked}
        onType={type}
        onPaste={(block, from) =>
          setRows((now) => {
            const cells = now.map((one) => one.cells);
            return pasted(columns, cells, block, from, MOST_ROWS).map((next, at) => ({
              id: now[at]?.id ?? newId(),
              cells: next,
            }));
          })
        }
      />
      <div className="ui-row grid-more">
        <Button
          small
          disabled={rows.length >= MOST_ROWS}
          onClick={() => setRows((now) => [...now, ...emptyRows(AT_FIRST)].slice(0, MOST_ROWS))}
        >
          Add rows
        </Button>
      </div>
      <CellProblems
        wrong={checked ? wrong : wrong.filter(({ readings }) => readings.length > 0)}
        onGo={goTo}
        onChoose={type}
      />
      <SaveBar
        dirty={filled.length > 0}
        pending={pending}
        saved={false}
        save={filled.length > 1 ? `Save ${filled.length} items` : "Save"}
        refusal={checked ? refusalOfCells(wrong, goTo) : null}
      />
      <LeaveGuard dirty={filled.length > 0} what="these items" />
    </form>
  );
}

function SharedFields(props: {
  readonly shared: Shared;
  readonly onChange: (shared: Shared) => void;
}) {
  const { shared, onChange } = props;
  return (
    <div className="ui-row">
      <Select
        label="Who sees them"
        value={shared.visibility}
        options={VISIBILITIES.map((value) => ({ value, label: VISIBILITY_WORDS[value] }))}
        onChange={(event) => {
          const visibility = VISIBILITIES.find((one) => one === event.target.value);
          if (visibility) onChange({ ...shared, visibility });
        }}
      />
      <Select
        label="Currency"
        value={shared.currency}
        options={[...new Set([...CURRENCIES, shared.currency])].map((value) => ({
          value,
          label: value,
        }))}
        onChange={(event) => onChange({ ...shared, currency: event.target.value })}
      />
    </div>
  );
}
