"use client";

import { lazy, Suspense } from "react";
import type { Test } from "@/db/tenant/queries/table/filter";
import { Menu } from "./menu";

const FilterForm = lazy(() => import("./filter-form"));

/** Asks for one more test: a field, a comparison and what to compare with. */
export function FilterMenu(props: {
  readonly active: boolean;
  readonly onAdd: (test: Test) => void;
}) {
  return (
    <Menu label="+ Filter" title="A filter" active={props.active}>
      {(close) => (
        <Suspense fallback={<p className="st-sub">On its way</p>}>
          <FilterForm
            onAdd={(test) => {
              props.onAdd(test);
              close();
            }}
          />
        </Suspense>
      )}
    </Menu>
  );
}
