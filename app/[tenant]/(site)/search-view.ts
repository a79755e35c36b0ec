import type { Facet, Search } from "@/components/site/search-model";
import { GRADES } from "@/db/tenant/item";
import { FACETS, type FacetKey, SORTS } from "@/db/tenant/queries/shelf";
import { CONDITION_WORDS, FACT_WORDS, STATUS_WORDS, tagInWords } from "../item-words";
import { type ShelfUrl, SORT_LABELS, switchedHref } from "./shelf-url";

const FACET_WORDS: Readonly<Record<FacetKey, string>> = {
  animal: FACT_WORDS.animal,
  status: "Status",
  tag: "Swing tag",
  condition: "Condition",
};

const BEST_FIRST: readonly string[] = GRADES;

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
      label: SORT_LABELS[value],
      selected: url.sort === value,
    })),
    facets: FACETS.map((key) => facetOf(url, key, counts[key])),
    clearHref: "/",
  };
}

function facetOf(
  url: ShelfUrl,
  key: FacetKey,
  counted: readonly { value: string; count: number }[],
): Facet {
  const chosen = url.chosen[key];
  const gone = chosen
    .filter((value) => !counted.some((option) => option.value === value))
    .map((value) => ({ value, count: 0 }));
  const options = [...counted, ...gone].map(({ value, count }) => ({
    value,
    label: labelOf(key, value),
    count,
    href: switchedHref(url, key, value),
    selected: chosen.includes(value),
  }));
  if (key === "condition")
    options.sort((one, other) => BEST_FIRST.indexOf(one.value) - BEST_FIRST.indexOf(other.value));
  if (key === "tag")
    options.sort((one, other) => one.value.localeCompare(other.value, "en", { numeric: true }));
  return { key, label: FACET_WORDS[key], options };
}

function labelOf(key: FacetKey, value: string): string {
  if (key === "animal") return value;
  if (key === "tag") return tagInWords(value) ?? value;
  const words = new Map(Object.entries(key === "status" ? STATUS_WORDS : CONDITION_WORDS));
  return words.get(value) ?? value;
}
