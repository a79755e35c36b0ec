import type { Option } from "@/components/ui/field";
import { idsBelow, type PlaceNode, pathInWords, placeTree } from "@/db/tenant/place-tree";
import type { Place } from "@/db/tenant/queries/places";

/** Every place by its way from the top, in the order of the tree. @param without this one and what it holds */
export function placeOptions(places: readonly Place[], without?: string): Option[] {
  const inOrder = (nodes: readonly PlaceNode[]): PlaceNode[] =>
    nodes.flatMap((node) => [node, ...inOrder(node.below)]);
  const all = inOrder(placeTree(places));
  const itself = all.find(({ id }) => id === without);
  const left = new Set(itself ? idsBelow(itself) : []);
  return all
    .filter(({ id }) => !left.has(id))
    .map(({ id }) => ({ value: id, label: pathInWords(places, id) }));
}
