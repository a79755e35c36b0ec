import type { Metadata } from "next";
import { classOf } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { countSite } from "@/db/tenant/queries/numbers";
import { countShelf, listShelf, PAGE_SIZE } from "@/db/tenant/queries/shelf";
import { mayActAs, memberVisit } from "@/server/access";
import { type PageParams, queryOf } from "../../(site)/shelf-url";
import { shelfItems } from "../../(site)/shelf-view";
import { ItemRows } from "./item-rows";
import { ListTools } from "./list-tools";
import { type ListUrl, listHref, readListUrl } from "./list-url";

export const metadata: Metadata = { title: "Items" };

/** Every item the member may see, 50 to a page. */
export default async function Items({ searchParams }: { searchParams: Promise<PageParams> }) {
  const url = readListUrl(await searchParams);
  const { scope, member } = await memberVisit();
  const query = await queryOf(scope, url);
  const [rows, total, numbers] = await scope.read((tx) =>
    Promise.all([listShelf(tx, query), countShelf(tx, query), countSite(tx)]),
  );
  const mayEdit = mayActAs(member.role, "editor");
  const offset = (url.page - 1) * PAGE_SIZE;
  return (
    <div className="st-room">
      <div className="st-head">
        <h1>Items</h1>
        <div className="ui-row">
          {mayEdit && (
            <Link className={classOf("quiet")} href="/studio/items/trash">
              Trash{numbers.trashed > 0 && ` (${numbers.trashed})`}
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
        <>
          <ListTools
            typed={url.typed}
            visibility={url.visibility ?? ""}
            status={url.chosen.status[0] ?? ""}
            sort={url.sort}
          />
          <p className="st-sub item-count st-num" aria-live="polite">
            {total === numbers.items
              ? `${total.toLocaleString("en")} items`
              : `${total.toLocaleString("en")} of ${numbers.items.toLocaleString("en")} items`}
          </p>
          {rows.length > 0 ? (
            <ItemRows rows={rows} items={shelfItems(rows, offset)} readOnly={!mayEdit} />
          ) : (
            <p className="st-block">
              Nothing fits.{" "}
              <Link className="st-link" href="/studio/items">
                Show all items
              </Link>
            </p>
          )}
          <Pages url={url} total={total} />
        </>
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
          Start with a name; press Enter to save it. A picture is drawn from the animal and its
          colour until you add a photo.
        </p>
      )}
    </div>
  );
}

function Pages({ url, total }: { url: ListUrl; total: number }) {
  const pages = Math.ceil(total / PAGE_SIZE);
  if (pages < 2) return null;
  return (
    <nav className="item-pages" aria-label="Pages">
      {url.page > 1 ? <Link href={listHref(url, { page: url.page - 1 })}>Earlier</Link> : <span />}
      <span className="st-sub st-num">
        Page {url.page} of {pages}
      </span>
      {url.page < pages ? (
        <Link href={listHref(url, { page: url.page + 1 })}>Later</Link>
      ) : (
        <span />
      )}
    </nav>
  );
}
