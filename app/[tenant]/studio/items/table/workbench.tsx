"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { useToast } from "@/components/ui/toast";
import type { Progress } from "@/db/tenant/queries/table/bulk-edits";
import type { Filter } from "@/db/tenant/queries/table/filter";
import type { Column, Layout } from "@/db/tenant/queries/table/view-value";
import { BulkBar } from "./bulk-bar";
import { ColumnsMenu } from "./columns-menu";
import { TableGrid } from "./table-grid";
import { type SiteGiven, TableSite } from "./table-site";
import { type TableUrl, tableHref, tableQuery } from "./table-url";
import { Toolbar } from "./toolbar";
import { useCells } from "./use-cells";
import { usePicked } from "./use-picked";
import { type FirstRows, useRows } from "./use-rows";
import { keepLayout } from "./view-actions";
import { type ShownView, ViewsMenu } from "./views-menu";

/** How long after the last change an arrangement is kept, in milliseconds. */
const SETTLED = 600;

interface Props {
  readonly url: TableUrl;
  readonly filter: Filter;
  readonly first: FirstRows;
  readonly layout: Layout;
  readonly views: readonly ShownView[];
  /** How many items the site has in all. */
  readonly items: number;
  readonly mayEdit: boolean;
  /** The member's own newest bulk edit that runs or can be taken back, or null. */
  readonly lastEdit: Progress | null;
}

/** The table with everything around it, for a site with these fields, places and templates. */
export function Workbench({ site, ...props }: Props & { readonly site: SiteGiven }) {
  return (
    <TableSite {...site}>
      <Bench {...props} />
    </TableSite>
  );
}

/** What is shown stands in the address; how, with the person. */
function Bench(props: Props) {
  const { url, filter, first } = props;
  const router = useRouter();
  const [pending, start] = useTransition();
  const [layout, arrange] = useLayout(props.layout, url, filter);
  const query = tableQuery({ ...url, view: null, columns: null });
  const rows = useRows(first, query);
  const picking = usePicked(rows, query);
  const cells = useCells(rows);

  const show = (change: Partial<TableUrl>, typing = false) => {
    const href = tableHref({ ...url, ...change });
    start(() => (typing ? router.replace : router.push)(href, { scroll: false }));
  };
  const setColumns = (columns: readonly Column[]) => arrange({ ...layout, columns });

  return (
    <>
      <Toolbar url={url} pending={pending} onChange={show}>
        <div className="tb-menus">
          <ViewsMenu
            views={props.views}
            chosen={url.view}
            now={{ ...layout, filter, order: url.order }}
            mayShare={props.mayEdit}
          />
          <ColumnsMenu layout={layout} onChange={arrange} />
        </div>
      </Toolbar>
      <p className="tb-count st-sub st-num" aria-live="polite">
        {countInWords(first.total, props.items)}
        {rows.problem && <span className="ui-error"> {rows.problem}</span>}
      </p>
      {first.total === 0 ? (
        <p className="st-block">
          Nothing fits.{" "}
          <button
            type="button"
            className="tb-joint"
            onClick={() => show({ typed: "", tests: [], any: false })}
          >
            Show all items
          </button>
        </p>
      ) : (
        <TableGrid
          rows={rows}
          query={query}
          layout={layout}
          order={url.order}
          readOnly={!props.mayEdit}
          picking={props.mayEdit ? picking : null}
          cells={cells}
          onSort={(order) => show({ order })}
          onColumns={setColumns}
        />
      )}
      {props.mayEdit && (
        <BulkBar
          picking={picking}
          total={first.total}
          filter={filter}
          columns={layout.columns.map(({ key }) => key)}
          sort={`${url.order.down ? "-" : ""}${url.order.key}`}
          lastEdit={props.lastEdit}
        />
      )}
    </>
  );
}

/**
 * Columns and density. Without a view they are kept with the member a moment after the last change; in a view the
 * address holds the columns, and the view stays as it was named.
 */
function useLayout(
  given: Layout,
  url: TableUrl,
  filter: Filter,
): [Layout, (layout: Layout) => void] {
  const router = useRouter();
  const toast = useToast();
  const [layout, setLayout] = useState(given);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    // What the server knows is older while a change waits to be kept.
    if (timer.current === undefined) setLayout(given);
  }, [given]);
  const arrange = (next: Layout) => {
    setLayout(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      timer.current = undefined;
      if (url.view)
        return router.replace(tableHref({ ...url, columns: next.columns }), { scroll: false });
      const value = { ...next, filter, order: url.order };
      const answer = await attempt(() => keepLayout({ value }));
      if (!answer.ok) toast({ text: answer.message, tone: "problem" });
    }, SETTLED);
  };
  return [layout, arrange];
}

function countInWords(found: number, all: number): string {
  const items = all === 1 ? "item" : "items";
  return found === all
    ? `${all.toLocaleString("en")} ${items}`
    : `${found.toLocaleString("en")} of ${all.toLocaleString("en")} ${items}`;
}
