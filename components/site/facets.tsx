import type { Facet, Search } from "./search-model";

/** All facets that have an option, behind one summary. */
export function Facets({ search }: { search: Search }) {
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

/** The first options of a facet, without a click before. */
export function Shortcuts({ facet, miniature }: { facet: Facet; miniature?: boolean }) {
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

const SHORTCUTS = 7;

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
