import { yearOf } from "@/base/values/dates";
import type { Scope } from "@/db/scope";
import { GONE } from "@/db/tenant/choices";
import { idsBelow, pathInWords, placesByWay, placeTree } from "@/db/tenant/place-tree";
import { countPlaced, listPlaced } from "@/db/tenant/queries/placed";
import { listPlaces, type Place } from "@/db/tenant/queries/places";
import { countSelected, listSelected, type TableRow } from "@/db/tenant/queries/table/rows";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import { orderAsked, selectionAsked } from "../items/selection/asked-selection";
import { copiesInWords } from "../places/place-list";

/** What one label says, and where its code leads. */
export interface Label {
  /** Of a copy or of a place. */
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
}

/** Labels that were asked for. */
export interface Labels {
  readonly labels: readonly Label[];
  /** Which part of a long list, from 1, and how many parts there are. */
  readonly part: number;
  readonly parts: number;
}

/** How many items or places are printed at once: each code is drawn, and a browser lays them all out. */
const IN_A_PART = 200;

/**
 * Reads what an address asks for: with `places` a place by its id, or `all`, and those in it; with `place` the copies that
 * lie in a place and below; else the copies of a selection of items that are held.
 */
export async function labelsAsked(scope: Scope, asked: URLSearchParams): Promise<Labels> {
  const places = await scope.read((tx) => listPlaces(tx));
  const within = asked.get("places");
  if (within !== null) return partOf(await labelsOfPlaces(scope, places, within), asked);
  const place = asked.get("place");
  if (place !== null) return labelsInPlace(scope, places, place, asked);
  return labelsOfItems(scope, places, asked);
}

/** The part of all labels that is asked for. */
export function partOf(all: readonly Label[], asked: URLSearchParams): Labels {
  const { part, parts, at } = partAsked(all.length, asked);
  return { labels: all.slice(at, at + IN_A_PART), part, parts };
}

/** @returns the part, how many there are, and how many things stand before it */
function partAsked(total: number, asked: URLSearchParams) {
  const parts = Math.max(1, Math.ceil(total / IN_A_PART));
  const part = Math.min(parts, numberIn(asked, "part"));
  return { part, parts, at: (part - 1) * IN_A_PART };
}

/** A place and those in it, or all. */
async function labelsOfPlaces(
  scope: Scope,
  places: readonly Place[],
  within: string,
): Promise<Label[]> {
  const counts = await scope.read((tx) => countPlaced(tx));
  const ways = placesByWay(placeTree(places));
  const top = ways.find(({ node }) => node.id === within);
  const ids = new Set(top ? idsBelow(top.node) : []);
  return ways
    .filter(({ node }) => within === "all" || ids.has(node.id))
    .map(({ node }) => {
      const held = sumOf(idsBelow(node), counts);
      const lines = [pathInWords(places, node.parentId), copiesInWords(held)];
      return { id: node.id, title: node.name, lines: lines.filter(Boolean) };
    });
}

async function labelsInPlace(
  scope: Scope,
  places: readonly Place[],
  id: string,
  asked: URLSearchParams,
): Promise<Labels> {
  const found = placesByWay(placeTree(places)).find(({ node }) => node.id === id);
  if (!found) return partOf([], asked);
  const ids = idsBelow(found.node);
  const counts = await scope.read((tx) => countPlaced(tx));
  const { part, parts, at } = partAsked(sumOf(ids, counts), asked);
  const placed = await scope.read((tx) => listPlaced(tx, ids, { at, limit: IN_A_PART }));
  const labels = placed.map((copy) => ({
    id: copy.id,
    title: copy.name,
    lines: [copy.variant, copy.label, pathInWords(places, copy.placeId)].filter(Boolean),
  }));
  return { labels, part, parts };
}

function sumOf(ids: readonly string[], counts: ReadonlyMap<string | null, number>): number {
  return ids.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0);
}

async function labelsOfItems(
  scope: Scope,
  places: readonly Place[],
  asked: URLSearchParams,
): Promise<Labels> {
  const fields = await scope.read((tx) => listTableFields(tx));
  const selection = selectionAsked(asked, fields);
  if (!selection) return partOf([], asked);
  const order = orderAsked(asked, fields);
  const total = await scope.read((tx) => countSelected(tx, fields, selection));
  const { part, parts, at } = partAsked(total, asked);
  const window = { selection, order, from: { at }, limit: IN_A_PART };
  const rows = await scope.read((tx) => listSelected(tx, fields, window));
  const labelled = lookAsked(asked) === "museum" ? museumLabelOf : labelsOf;
  return { labels: rows.flatMap((row) => labelled(row, places)), part, parts };
}

/** What a label is: one with a code, for a box or a bag, or one to read beside a thing that is shown. */
export type Look = "code" | "museum";

/** Which of them an address asks for: places have codes alone. */
export function lookAsked(asked: URLSearchParams): Look {
  const isOfItems = !asked.has("places") && !asked.has("place");
  return isOfItems && asked.get("look") === "museum" ? "museum" : "code";
}

/** One for each item, in the words of a museum: what it is, of what it is one, when it came and went. */
function museumLabelOf(row: TableRow): Label[] {
  const years = [yearOf(row.introduced), yearOf(row.retired)].filter((year) => year !== null);
  return [
    {
      id: row.id,
      title: row.name,
      lines: [
        row.variant,
        [row.animal, row.colour].filter(Boolean).join(", "),
        [row.line, [...new Set(years)].join("–")].filter(Boolean).join(", "),
        row.styleNumber,
      ].filter(Boolean),
    },
  ];
}

/** One for each copy that is held. */
function labelsOf(row: TableRow, places: readonly Place[]): Label[] {
  const held = row.copies.filter(({ status }) => !GONE.includes(status));
  return held.map(({ id, label, placeId }) => ({
    id,
    title: row.name,
    lines: [
      row.variant,
      [row.styleNumber, label].filter(Boolean).join(" · "),
      pathInWords(places, placeId),
    ].filter(Boolean),
  }));
}

/** A whole number from 1 on. */
export function numberIn(asked: URLSearchParams, name: string): number {
  const number = Number(asked.get(name) ?? 1);
  return Number.isInteger(number) && number >= 1 && number <= 1_000_000 ? number : 1;
}
