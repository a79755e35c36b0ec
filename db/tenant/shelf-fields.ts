import type { FieldType } from "./field";
import { type BuiltIn, FIELDS, fieldsOf, type Named } from "./fields";
import type { ItemDraft } from "./item";

/** The fields that filter the shelf. */
export const FACETED = FIELDS.filter((field) => "facet" in field);

/** The facets of the shelf, as an address names them; within one, the chosen values are alternatives. */
export const FACETS = FACETED.map((field) => field.facet.name);
export type FacetKey = (typeof FACETS)[number];

/** What has been chosen in each facet. */
export type Chosen = Readonly<Record<FacetKey, readonly string[]>>;

/** The fields that the shelf can be sorted by. */
export const SORTED = FIELDS.filter((field) => "sort" in field);

/** The orders of the shelf, as an address names them. */
export const SORTS = [...SORTED.map((field) => field.sort), "newest" as const];
export type Sort = (typeof SORTS)[number];

/** What stands before the key of one of the owner's fields in an address. */
export const OWN = "own.";
export type OwnSort = `own.${string}`;

/** The columns of a shelf that is a table. */
export const SHELVED = FIELDS.filter((field) => "shelf" in field);

/** What a list reads of an item's own row. */
export type ListedKey = Exclude<BuiltIn<"item">["key"], "tags" | "story">;
export const LISTED: readonly ListedKey[] = fieldsOf("item", "text", "date", "choice").map(
  ({ key }) => key,
);

/** What a list reads of an item's copies: the best of what has an order, else that of the first copy. */
export type ShelvedOfCopy = Extract<
  BuiltIn<"copy">,
  { readonly shelf: { readonly label: string } }
>["key"];
export const SHELVED_OF_COPY: readonly Named<ShelvedOfCopy>[] = SHELVED.filter(
  (field) => field.of === "copy",
);

/** The types of an owner's field whose values are few enough to be offered as filters. */
export const OFFERED_TYPES: readonly FieldType[] = ["choice", "choices", "yes/no"];

/** An object with something for each facet. */
export function byFacet<Value>(make: (key: FacetKey) => Value): Record<FacetKey, Value> {
  return Object.fromEntries(FACETS.map((key) => [key, make(key)])) as Record<FacetKey, Value>;
}

/** The facts of an item as a list shows it. */
export type ListedItem = Pick<ItemDraft, ListedKey>;
