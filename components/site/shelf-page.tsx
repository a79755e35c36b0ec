import type { Skin } from "@/themes/skin";
import { EmptyShelf } from "./empty-shelf";
import type { ShelfItem } from "./model";
import { Pager } from "./pager";
import type { Pager as PagerModel, Search } from "./search-model";
import { Shelf } from "./shelf";
import { ShelfTools } from "./shelf-tools";
import { countOf } from "./words";

export interface ShelfPageProps {
  readonly skin: Skin;
  readonly items: readonly ShelfItem[];
  readonly search: Search;
  readonly pager: PagerModel;
  /** Where the owner adds an item; null for visitors. */
  readonly addHref: string | null;
  readonly miniature?: boolean;
}

/** The front page of a site. */
export function ShelfPage(props: ShelfPageProps) {
  return (
    <div className={SHELF_PAGE}>
      <ShelfContents {...props} />
    </div>
  );
}

/** The class of what holds the contents of the front page. */
export const SHELF_PAGE = "shelf-page";

/** Its heading, its tools and one page of the shelf. */
export function ShelfContents({ skin, items, search, pager, addHref, miniature }: ShelfPageProps) {
  const Heading = miniature ? "p" : "h1";
  const filtered = search.query !== "" || search.carried.length > 0;
  return (
    <>
      <div className="page-head">
        <Heading className="page-title">{skin.words.collection}</Heading>
        <p className="page-count" aria-live="polite">
          {countOf(pager.total, skin.words)}
        </p>
      </div>
      {(items.length > 0 || filtered) && (
        <ShelfTools skin={skin} search={search} miniature={miniature} />
      )}
      {items.length > 0 ? (
        <Shelf skin={skin} items={items} miniature={miniature} />
      ) : filtered ? (
        <EmptyShelf skin={skin} reason="nothing-found" clearHref={search.clearHref} />
      ) : (
        <EmptyShelf skin={skin} reason="nothing-yet" addHref={addHref} />
      )}
      <Pager pager={pager} miniature={miniature} />
    </>
  );
}
