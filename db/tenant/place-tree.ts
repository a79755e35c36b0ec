import type { Place } from "./queries/places";

/** How many copies a page of a place lists at most, and how many are moved at once. */
export const MOST_PLACED = 500;

/** Stands between a place and one that it holds. */
const BELOW = " › ";

/** A place with what it holds. */
export interface PlaceNode extends Place {
  readonly below: readonly PlaceNode[];
}

/** Places as a tree, each level in the order given. */
export function placeTree(places: readonly Place[]): PlaceNode[] {
  const byParent = Map.groupBy(places, ({ parentId }) => parentId);
  const nodesIn = (parentId: string | null): PlaceNode[] =>
    (byParent.get(parentId) ?? []).map((place) => ({ ...place, below: nodesIn(place.id) }));
  return nodesIn(null);
}

/** A place and all that it holds. */
export function idsBelow({ id, below }: PlaceNode): string[] {
  return [id, ...below.flatMap(idsBelow)];
}

/** Every place of a tree with the way to it in words: "Study › Shelf 2 › Box 7", each before what it holds. */
export function placesByWay(
  nodes: readonly PlaceNode[],
  above = "",
): { readonly node: PlaceNode; readonly way: string }[] {
  return nodes.flatMap((node) => [
    { node, way: above + node.name },
    ...placesByWay(node.below, above + node.name + BELOW),
  ]);
}

/** The way to a place from the top, itself last; empty for one that is none. */
export function pathTo(places: readonly Place[], id: string | null): Place[] {
  const place = places.find((one) => one.id === id);
  return place ? [...pathTo(places, place.parentId), place] : [];
}

/** The way to one place in words. */
export function pathInWords(places: readonly Place[], id: string | null): string {
  return pathTo(places, id)
    .map(({ name }) => name)
    .join(BELOW);
}
