"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { Select, TextField } from "@/components/ui/field";
import type { TableFields } from "@/db/tenant/queries/table/fields";
import { isSortable } from "@/db/tenant/queries/table/sorted-by";
import { FilterMenu } from "./filter-menu";
import { useSite } from "./table-site";
import { MOST_TESTS, type TableUrl } from "./table-url";
import { testInWords } from "./test-words";

/** How long after the last key the rows are asked for, in milliseconds. */
const PAUSE = 180;

/** Search, filters and, where the head of the table has no room, the order. */
export function Toolbar(props: {
  readonly url: TableUrl;
  readonly pending: boolean;
  /** @param typing whether the next change belongs to the same step of the browser's history */
  readonly onChange: (change: Partial<TableUrl>, typing?: boolean) => void;
  readonly children: ReactNode;
}) {
  const { url, onChange } = props;
  const { fields } = useSite();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const search = useRef<HTMLInputElement>(null);
  const searchNow = () => {
    clearTimeout(timer.current);
    const typed = search.current?.value ?? "";
    if (typed.trim() !== url.typed.trim()) onChange({ typed }, true);
  };
  // The browser's back button brings another search.
  useEffect(() => {
    const field = search.current;
    if (field && document.activeElement !== field) field.value = url.typed;
  }, [url.typed]);
  return (
    <search className="tb-tools" aria-busy={props.pending}>
      <form
        className="tb-search"
        action="/studio/items"
        onSubmit={(event) => {
          event.preventDefault();
          searchNow();
        }}
      >
        <TextField
          ref={search}
          label="Search"
          bare
          type="search"
          name="q"
          defaultValue={url.typed}
          placeholder="Search by name, animal, number"
          autoComplete="off"
          onChange={() => {
            clearTimeout(timer.current);
            timer.current = setTimeout(searchNow, PAUSE);
          }}
        />
      </form>
      <FilterMenu
        active={url.tests.length > 0}
        onAdd={(test) => onChange({ tests: [...url.tests, test].slice(0, MOST_TESTS) })}
      />
      <div className="tb-sort">
        <Select
          label="Order"
          bare
          value={`${url.order.down ? "-" : ""}${url.order.key}`}
          options={sortOptions(url, fields)}
          onChange={({ target: { value } }) =>
            onChange({ order: { key: value.replace(/^-/, ""), down: value.startsWith("-") } })
          }
        />
      </div>
      {props.children}
      {url.tests.length > 0 && <Chips url={url} onChange={onChange} />}
    </search>
  );
}

function Chips({
  url,
  onChange,
}: {
  readonly url: TableUrl;
  readonly onChange: (change: Partial<TableUrl>) => void;
}) {
  const { fields } = useSite();
  return (
    <ul className="tb-chips" aria-label="Filters">
      {url.tests.map((test, index) => {
        const words = testInWords(test, fields);
        return (
          <li key={words}>
            {index > 0 && (
              <button
                type="button"
                className="tb-joint"
                aria-label={
                  url.any ? "One of these is enough. Ask for all" : "All must hold. Ask for one"
                }
                onClick={() => onChange({ any: !url.any })}
              >
                {url.any ? "or" : "and"}
              </button>
            )}
            <span className="tb-chip">
              {words}
              <button
                type="button"
                aria-label={`Remove the filter ${words}`}
                onClick={() => onChange({ tests: url.tests.filter((one) => one !== test) })}
              >
                ×
              </button>
            </span>
          </li>
        );
      })}
      <li>
        <button
          type="button"
          className="tb-joint"
          onClick={() => onChange({ tests: [], typed: "", any: false })}
        >
          Show all items
        </button>
      </li>
    </ul>
  );
}

function sortOptions(url: TableUrl, fields: TableFields) {
  const usual = fields.all
    .filter(({ key }) => isSortable(key, fields))
    .map(({ key, label }) => ({
      value: key,
      label: `By ${label.toLowerCase()}`,
    }));
  const downwards = { value: "-createdAt", label: "Newest first" };
  const now = `${url.order.down ? "-" : ""}${url.order.key}`;
  const known = [downwards, ...usual].some(({ value }) => value === now);
  const label = fields.named(url.order.key)?.label ?? "";
  return [
    ...usual,
    downwards,
    ...(known ? [] : [{ value: now, label: `By ${label.toLowerCase()}, last first` }]),
  ];
}
