import type { Skin } from "@/themes/skin";
import type { Facet, Search } from "./model";

export interface ShelfToolsProps {
  readonly skin: Skin;
  readonly search: Search;
  /** Without ids and without the script, for a miniature. */
  readonly miniature?: boolean;
}

const SHORTCUTS = 7;
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
            maxLength={100}
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

function Shortcuts({ facet, miniature }: { facet: Facet; miniature?: boolean }) {
  const Nav = miniature ? "div" : "nav";
  return (
    <Nav className="shortcuts" {...(miniature ? {} : { "aria-label": facet.label })}>
      <ul>
        {facet.options.slice(0, SHORTCUTS).map((option) => (
          <li key={option.value}>
            <FacetLink option={option} />
          </li>
        ))}
      </ul>
    </Nav>
  );
}

function Facets({ search }: { search: Search }) {
  const filled = search.facets.filter((facet) => facet.options.length > 0);
  if (filled.length === 0) return null;
  return (
    <details className="facets">
      <summary>Filter</summary>
      <div className="facets-panel">
        {filled.map((facet) => (
          <section className="facet" key={facet.key} aria-label={facet.label}>
            <p className="facet-label">{facet.label}</p>
            <ul>
              {facet.options.map((option) => (
                <li key={option.value}>
                  <FacetLink option={option} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </details>
  );
}

function FacetLink({ option }: { option: Facet["options"][number] }) {
  return (
    <a
      className="facet-link"
      href={option.href}
      aria-current={option.selected ? "true" : undefined}
    >
      {option.label} <span className="facet-count">{option.count.toLocaleString("en")}</span>
    </a>
  );
}

function Chosen({ search }: { search: Search }) {
  const chosen = search.facets.flatMap((facet) => facet.options.filter(({ selected }) => selected));
  if (chosen.length === 0 && !search.query) return null;
  return (
    <p className="chosen">
      {chosen.map((option) => (
        <a className="chosen-link" key={option.value} href={option.href}>
          {option.label}
          <span aria-hidden="true"> ×</span>
          <span className="visually-hidden"> (remove)</span>
        </a>
      ))}
      <a href={search.clearHref}>Clear all</a>
    </p>
  );
}
