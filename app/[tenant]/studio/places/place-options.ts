import type { Option } from "@/components/ui/field";
import { idsBelow, placesByWay, placeTree } from "@/db/tenant/place-tree";
import type { Place } from "@/db/tenant/queries/places";

/** Every place by its way from the top, in the order of the tree. @param without this one and what it holds */
export function placeOptions(places: readonly Place[], without?: string): Option[] {
  const all = placesByWay(placeTree(places));
  const itself = all.find(({ node }) => node.id === without);
  const left = new Set(itself && idsBelow(itself.node));
  return all
    .filter(({ node }) => !left.has(node.id))
    .map(({ node, way }) => ({ value: node.id, label: way }));
}

/** For a field that chooses a place, or none. */
export function placeOrNone(places: readonly Place[]): Option[] {
  return [{ value: "", label: "No place" }, ...placeOptions(places)];
}
