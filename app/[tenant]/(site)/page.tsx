import type { Metadata } from "next";
import { SHELF_PAGE, ShelfContents } from "@/components/site/shelf-page";
import { listFields } from "@/db/tenant/queries/own-fields";
import { listShelf } from "@/db/tenant/queries/shelf";
import { countChoices } from "@/db/tenant/queries/shelf-counts";
import { PAGE_SIZE } from "@/db/tenant/queries/shelf-page";
import { asksForAll } from "@/db/tenant/queries/shelf-query";
import { mayActAs } from "@/db/tenant/roles";
import { visit } from "@/server/access";
import { Printed } from "./printed";
import { searchOf } from "./search-view";
import { type PageParams, queryOf, readShelfUrl, shelfHref } from "./shelf-url";
import { pagerOf, shelfItems } from "./shelf-view";
import { currentSite } from "./site";

interface Props {
  readonly searchParams: Promise<PageParams>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const url = readShelfUrl(await searchParams);
  const searched =
    url.typed !== "" ||
    url.label !== null ||
    Object.values(url.chosen).some((chosen) => chosen.length) ||
    Object.keys(url.own ?? {}).length > 0;
  return {
    alternates: { canonical: shelfHref(url), types: { "application/atom+xml": "/feed.xml" } },
    robots: searched ? { index: false } : undefined,
  };
}

/** The shelf. */
export default async function Shelf({ searchParams }: Props) {
  const asked = readShelfUrl(await searchParams);
  const { scope, member } = await visit();
  const query = await queryOf(scope, asked);
  // What is asked for is found best by who knows how many items that are.
  const atOnce = asksForAll(query);
  const [{ skin }, [rows, fields, counts]] = await Promise.all([
    currentSite(),
    scope.read((tx) =>
      Promise.all([atOnce ? listShelf(tx, query) : null, listFields(tx), countChoices(tx, query)]),
    ),
  ]);
  const pager = pagerOf(asked, counts.total);
  // A page number beyond the last (an old link, a shelf that shrank) shows the last page.
  const shown =
    rows && pager.page === asked.page
      ? rows
      : await scope.read((tx) => listShelf(tx, { ...query, page: pager.page }, counts));
  return (
    <Printed className={SHELF_PAGE}>
      <ShelfContents
        skin={skin}
        items={shelfItems(shown, (pager.page - 1) * PAGE_SIZE)}
        search={searchOf(asked, fields, counts)}
        pager={pager}
        addHref={member && mayActAs(member.role, "editor") ? "/studio/items/new" : null}
      />
    </Printed>
  );
}
