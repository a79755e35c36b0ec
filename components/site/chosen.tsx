import type { Search } from "./search-model";

/** What is chosen, each a link that takes it back. */
export function Chosen({ search }: { search: Search }) {
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
