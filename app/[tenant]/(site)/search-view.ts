import type { Facet, Search } from "@/components/site/search-model";
import { wordOf } from "@/db/tenant/field";
import type { OwnField } from "@/db/tenant/own";
import type { Counted, OwnCount, ShelfCounts } from "@/db/tenant/queries/shelf-counts";
import { FACETED, FACETS, OFFERED_TYPES, OWN, SORTS } from "@/db/tenant/shelf-fields";
import {
  chosenOwn,
  type ShelfUrl,
  sameValue,
  sortInWords,
  switchedHref,
  switchedOwnHref,
} from "./shelf-url";

/**
 * Search, sorting and facets with counts. A chosen option stays in the list, so that the visitor can take it
 * back.
 */
export function searchOf(url: ShelfUrl, fields: readonly OwnField[], counts: ShelfCounts): Search {
  const sortable = fields.filter(({ type }) => type !== "long text" && type !== "link");
  const carried: { name: string; value: string }[] = [
    ...FACETS.flatMap((key) => url.chosen[key].map((value) => ({ name: key, value }))),
    ...Object.entries(url.own ?? {}).flatMap(([key, values]) =>
      values.map((value) => ({ name: `${OWN}${key}`, value })),
    ),
  ];
  return {
    action: "/",
    query: url.typed,
    carried: url.label ? [...carried, { name: "label", value: url.label }] : carried,
    sorts: [
      ...SORTS.map((value) => ({
        value,
        label: sortInWords(value),
        selected: url.sort === value,
      })),
      ...sortable.map(({ key, label }) => ({
        value: `${OWN}${key}`,
        label,
        selected: url.sort === `${OWN}${key}`,
      })),
    ],
    facets: [
      ...FACETED.map((field) => facetOf(url, field, counts.facets[field.facet.name])),
      ...fields
        .filter(({ type }) => OFFERED_TYPES.includes(type))
        .map((field) => ownFacetOf(url, field, counts.own)),
    ],
    clearHref: "/",
  };
}

function facetOf(
  url: ShelfUrl,
  field: (typeof FACETED)[number],
  counted: readonly Counted[],
): Facet {
  const { name: key, order } = field.facet;
  const chosen = url.chosen[key];
  const gone = chosen
    .filter((value) => !counted.some((option) => sameValue(option.value, value)))
    .map((value) => ({ value, count: 0 }));
  const options = [...counted, ...gone].map(({ value, count }) => ({
    value,
    label: wordOf(field, value),
    count,
    href: switchedHref(url, key, value),
    selected: chosen.some((one) => sameValue(one, value)),
  }));
  if (order === "listed" && "values" in field) {
    const listed: readonly string[] = field.values;
    options.sort((one, other) => listed.indexOf(one.value) - listed.indexOf(other.value));
  }
  if (order === "value")
    options.sort((one, other) => one.value.localeCompare(other.value, "en", { numeric: true }));
  return { key, label: field.label, options };
}

/** One of the owner's fields as a facet; its values stand in the order of its list. */
function ownFacetOf(url: ShelfUrl, field: OwnField, counts: readonly OwnCount[]): Facet {
  const chosen = chosenOwn(url, field.key);
  const counted = counts.filter(({ key }) => key === field.key);
  const gone = chosen
    .filter((value) => !counted.some((option) => option.value === value))
    .map((value) => ({ value, count: 0 }));
  const listed = field.type === "yes/no" ? ["yes", "no"] : (field.values ?? []);
  const place = (value: string) => (listed.includes(value) ? listed.indexOf(value) : listed.length);
  return {
    key: `${OWN}${field.key}`,
    label: field.label,
    options: [...counted, ...gone]
      .map(({ value, count }) => ({
        value,
        label: field.type === "yes/no" ? (value === "yes" ? "Yes" : "No") : value,
        count,
        href: switchedOwnHref(url, field.key, value),
        selected: chosen.includes(value),
      }))
      .sort((one, other) => place(one.value) - place(other.value)),
  };
}
