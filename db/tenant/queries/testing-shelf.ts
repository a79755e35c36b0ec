import fc from "fast-check";
import type { ReadTx } from "@/db/scope";
import { draft, type Twin } from "@/db/testing";
import { COPY_STATUSES, STANDINGS } from "../choices";
import { type Copy, EMPTY_COPY, EMPTY_WANT, type ItemDraft } from "../item";
import { byFacet, FACETED, FACETS, type FacetKey, SORTS } from "../shelf-fields";
import { type Counted, countChoices, type OwnCount } from "./shelf-counts";
import { EVERYTHING, type ShelfQuery } from "./shelf-query";

const HOSTILE = ['O"Brien', "{a,b}", "back\\slash", "it's", "two\nlines", "NULL", "%_", "ünïcode"];
const ANIMALS = ["Bear", "Frog", ...HOSTILE, ""];
const VISIBILITIES = ["public", "public", "unlisted", "private"] as const;
const CONDITIONS = ["", "mint", "good", "played"] as const;
const SWING_TAGS = ["", "1", "2", '"q"', "{x}", "a,b"];
const LABELS = ["error", 'first "edition"', "a{b}"];

/** An item as a test wrote it, from which the test works out what the shelf must show. */
export interface WrittenItem {
  readonly id: string;
  readonly draft: ItemDraft;
  readonly trashed: boolean;
}

export type Audience = "visitor" | "viewer";

/** A question that finds everything, for tests to narrow. */
export function query(change: Partial<ShelfQuery> = {}): ShelfQuery {
  return { ...EVERYTHING, ...change };
}

/** What a facet offers. */
export async function countFacet(
  tx: ReadTx,
  asked: ShelfQuery,
  key: FacetKey,
): Promise<readonly Counted[]> {
  return (await countChoices(tx, asked)).facets[key];
}

/** What the owner's choices offer. */
export async function countOwnFacets(tx: ReadTx, asked: ShelfQuery): Promise<readonly OwnCount[]> {
  return (await countChoices(tx, asked)).own;
}

const some = (values: readonly string[], most: number) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.subarray([...values], { minLength: 1, maxLength: most }) },
  );

/** What a person can choose in each facet. */
const OFFERED = new Map<FacetKey, readonly string[]>([
  ["animal", ANIMALS.filter(Boolean)],
  ["status", STANDINGS],
  ["tag", SWING_TAGS.filter(Boolean)],
  ["condition", CONDITIONS.filter(Boolean)],
]);

/** Any question a person could put together. */
export const anyQuery: fc.Arbitrary<ShelfQuery> = fc.record({
  words: some(["pe", "plush", "bear", "b", "no7", "frog"], 2),
  chosen: fc.record(byFacet((key) => some(OFFERED.get(key) ?? [], 3))),
  label: fc.option(fc.constantFrom(...LABELS), { freq: 3, nil: null }),
  sort: fc.constantFrom(...SORTS),
  page: fc.constant(1),
});

/** Different strides, so that every combination of values occurs. */
export function variedDraft(number: number): ItemDraft {
  const copies: Copy[] = [];
  for (let copy = 0; copy < number % 3; copy++)
    copies.push({
      ...EMPTY_COPY,
      status: pick(COPY_STATUSES, Math.floor(number / 3) + copy * 5),
      condition: pick(CONDITIONS, number + copy * 2),
      swingTag: pick(SWING_TAGS, number + copy * 3),
    });
  return draft({
    name: number % 4 === 0 ? "plush" : `${number % 2 ? "Plush" : "pluSH"} no${number % 17}`,
    animal: pick(ANIMALS, number),
    styleNumber: number % 5 === 0 ? "" : String(4000 + (number % 7)),
    introduced: number % 6 === 0 ? "" : `199${number % 8}-0${1 + (number % 9)}`,
    want: number % 7 === 0 ? EMPTY_WANT : null,
    visibility: pick(VISIBILITIES, Math.floor(number / 5)),
    copies,
    tags: number % 2 ? [pick(LABELS, number), "every"] : [],
  });
}

function pick<Value>(values: readonly Value[], number: number): Value {
  const value = values[number % values.length];
  if (value === undefined) throw new Error("There is nothing to pick from.");
  return value;
}

/** The twin's own five, as `db/testing.ts` writes them. */
export function twinItems(twin: Twin): WrittenItem[] {
  const copy: Copy = { ...EMPTY_COPY, condition: "mint", swingTag: "3" };
  const own: [string, Partial<ItemDraft>][] = [
    ["peanut", { colour: `Royal blue ${twin.mark}` }],
    ["legs", { name: "Legs", animal: "Frog", styleNumber: "4020" }],
    ["hidden", { name: "Hidden", animal: "Bear", visibility: "unlisted" }],
    ["secret", { name: "Secret", animal: "Dragon", visibility: "private" }],
    ["gone", { name: "Gone", animal: "Snake" }],
  ];
  return own.map(([slug, change]) => ({
    id: twin.items[slug] ?? "",
    draft: draft({ ...change, want: EMPTY_WANT, copies: [copy], tags: [twin.mark] }),
    trashed: slug === "gone",
  }));
}

/** Whether the shelf may list it at all. */
export function listedFor(who: Audience, { draft: one, trashed }: WrittenItem): boolean {
  return !trashed && (who === "viewer" || one.visibility === "public");
}

/** Whether the item is what the question asks for. */
export function matches({ draft: one }: WrittenItem, asked: ShelfQuery): boolean {
  const facts = [one.name, one.animal, one.variant, one.colour, one.styleNumber].join(" ");
  const words = facts.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const { chosen } = asked;
  const allows = (values: readonly string[], has: readonly string[]) =>
    values.length === 0 || has.some((value) => values.includes(value));
  return (
    asked.words.every((word) => words.some((own) => own.startsWith(word))) &&
    FACETS.every((key) => allows(chosen[key], valuesOf(one, key))) &&
    (asked.label === null || one.tags.includes(asked.label))
  );
}

/** How many items each value of a facet would leave. */
export function tally(found: readonly WrittenItem[], key: FacetKey): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { draft: one } of found) {
    for (const value of new Set(valuesOf(one, key)))
      if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** What an item has in a facet, whose field is its own or that of its copies. */
function valuesOf(one: ItemDraft, key: FacetKey): string[] {
  const field = FACETED.find(({ facet }) => facet.name === key);
  if (!field) throw new Error(`There is no facet ${key}.`);
  if (field.of === "item") return [one[field.key]];
  const ofCopies = one.copies.map((copy) => copy[field.key]);
  return key === "status" && one.want ? ["wanted", ...ofCopies] : ofCopies;
}
