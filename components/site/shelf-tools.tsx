import type { Skin } from "@/themes/skin";
import { Chosen } from "./chosen";
import { Facets, Shortcuts } from "./facets";
import type { Search } from "./search-model";

export interface ShelfToolsProps {
  readonly skin: Skin;
  readonly search: Search;
  /** Without ids and without the script, for a miniature. */
  readonly miniature?: boolean;
}

const FORM_ID = "shelf-search";

/** Search, order and facets. Everything is a form or a link; `search.browser.ts` spares the page loads. */
export function ShelfTools({ skin, search, miniature }: ShelfToolsProps) {
  const [first] = search.facets;
  return (
    <div className="tools">
      <form
        className="tools-form"
        action={search.action}
        {...(miniature ? {} : { id: FORM_ID, role: "search" })}
      >
        <label className="tools-field">
          <span className="visually-hidden">Search {skin.words.collection}</span>
          <input
            type="search"
            name="q"
            defaultValue={search.query}
            placeholder={`Search ${skin.words.many}`}
            autoComplete="off"
          />
        </label>
        <label className="tools-field tools-sort">
          <span className="visually-hidden">Order</span>
          <select name="sort" defaultValue={search.sorts.find((sort) => sort.selected)?.value}>
            {search.sorts.map((sort) => (
              <option key={sort.value} value={sort.value}>
                {sort.label}
              </option>
            ))}
          </select>
        </label>
        {search.carried.map(({ name, value }) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
        <button className="button" type="submit">
          Search
        </button>
      </form>
      <Facets search={search} />
      {first && <Shortcuts facet={first} miniature={miniature} />}
      <Chosen search={search} />
    </div>
  );
}
