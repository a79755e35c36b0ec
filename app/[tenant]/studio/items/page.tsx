import type { Metadata } from "next";
import { classOf } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { findLastCurrency } from "@/db/tenant/queries/last-currency";
import { countItems } from "@/db/tenant/queries/numbers";
import { listFields } from "@/db/tenant/queries/own-fields";
import { listPlaces } from "@/db/tenant/queries/places";
import { findLastBulkEdit } from "@/db/tenant/queries/table/bulk-edits";
import { tableFields } from "@/db/tenant/queries/table/fields";
import { countRows, listRows } from "@/db/tenant/queries/table/rows";
import { FIRST_VIEW } from "@/db/tenant/queries/table/view-value";
import { listViews } from "@/db/tenant/queries/table/views";
import { WINDOW } from "@/db/tenant/queries/table/window-size";
import { listTemplates } from "@/db/tenant/queries/templates";
import { mayActAs } from "@/db/tenant/roles";
import { memberVisit } from "@/server/access";
import { filterOf } from "./table/asked";
import { shownRows } from "./table/shown-rows";
import { type PageParams, readTableUrl } from "./table/table-url";
import { Workbench } from "./table/workbench";
import "./table/table.css";

export const metadata: Metadata = { title: "Items" };

/** Every item the member may see, as a table to work in. */
export default async function Items({ searchParams }: { searchParams: Promise<PageParams> }) {
  const { scope, member } = await memberVisit();
  const [own, places, templates, currency] = await scope.read((tx) =>
    Promise.all([listFields(tx), listPlaces(tx), listTemplates(tx), findLastCurrency(tx)]),
  );
  const fields = tableFields(own, places);
  const url = readTableUrl(await searchParams, fields);
  const filter = await filterOf(scope, url);
  const window = { filter, order: url.order, from: { at: 0 }, limit: WINDOW };
  const [rows, total, numbers, views, lastEdit] = await scope.read((tx) =>
    Promise.all([
      listRows(tx, fields, window),
      countRows(tx, fields, filter),
      countItems(tx),
      listViews(tx, fields, member.id),
      findLastBulkEdit(tx, member.id),
    ]),
  );
  const mayEdit = mayActAs(member.role, "editor");
  const view = views.named.find(({ id }) => id === url.view)?.value ?? views.last ?? FIRST_VIEW;
  return (
    <div className="st-room tb-room">
      <div className="st-head">
        <h1>Items</h1>
        <div className="ui-row">
          {mayEdit && (
            <Link className={classOf("quiet")} href="/studio/items/trash">
              Trash{numbers.trashed > 0 && ` (${numbers.trashed})`}
            </Link>
          )}
          {mayEdit && (
            <Link className={classOf("plain")} href="/studio/import">
              Import
            </Link>
          )}
          {mayEdit && (
            <Link className={classOf("plain")} href="/studio/items/several">
              Several at once
            </Link>
          )}
          {mayEdit && (
            <Link className={classOf("primary")} href="/studio/items/new">
              New item
            </Link>
          )}
        </div>
      </div>
      {numbers.items === 0 ? (
        <Beginning mayEdit={mayEdit} />
      ) : (
        <Workbench
          url={url}
          filter={filter}
          first={{ rows: shownRows(rows), total }}
          layout={{ columns: url.columns ?? view.columns, density: view.density }}
          views={views.named}
          items={numbers.items}
          mayEdit={mayEdit}
          lastEdit={lastEdit}
          site={{ own, places, templates, currency, mayShare: mayActAs(member.role, "owner") }}
        />
      )}
    </div>
  );
}

function Beginning({ mayEdit }: { mayEdit: boolean }) {
  return (
    <div className="st-block">
      <p>There are no items yet.</p>
      {mayEdit && (
        <p className="st-sub">
          <Link className="st-link" href="/studio/import">
            Bring the list you have
          </Link>
          , or start with a name; press Enter to save it. A picture is drawn from the animal and its
          colour until you add a photo.
        </p>
      )}
    </div>
  );
}
