import type { Facet, Search } from "@/components/site/search-model";
import { FACETED, FACETS, type FacetKey, SORTS } from "@/db/tenant/shelf-fields";
import { wordOf } from "../field-words";
import { type ShelfUrl, sortInWords, switchedHref } from "./shelf-url";

/**
 * Search, sorting and facets with counts. A chosen option stays in the list, so that the visitor can take it
 * back.
 */
export function searchOf(
  url: ShelfUrl,
  counts: Readonly<Record<FacetKey, readonly { value: string; count: number }[]>>,
): Search {
  const carried = FACETS.flatMap((key) => url.chosen[key].map((value) => ({ name: key, value })));
  return {
    action: "/",
    query: url.typed,
    carried: url.label ? [...carried, { name: "label", value: url.label }] : carried,
    sorts: SORTS.map((value) => ({
      value,
      label: sortInWords(value),
      selected: url.sort === value,
    })),
    facets: FACETED.map((field) => facetOf(url, field, counts[field.facet.name])),
    clearHref: "/",
  };
}

function facetOf(
  url: ShelfUrl,
  field: (typeof FACETED)[number],
  counted: readonly { value: string; count: number }[],
): Facet {
  const { name: key, order } = field.facet;
  const chosen = url.chosen[key];
  const gone = chosen
    .filter((value) => !counted.some((option) => option.value === value))
    .map((value) => ({ value, count: 0 }));
  const options = [...counted, ...gone].map(({ value, count }) => ({
    value,
    label: wordOf(field, value),
    count,
    href: switchedHref(url, key, value),
    selected: chosen.includes(value),
  }));
  if (order === "listed" && "values" in field) {
    const listed: readonly string[] = field.values;
    options.sort((one, other) => listed.indexOf(one.value) - listed.indexOf(other.value));
  }
  if (order === "value")
    options.sort((one, other) => one.value.localeCompare(other.value, "en", { numeric: true }));
  return { key, label: field.label, options };
}
