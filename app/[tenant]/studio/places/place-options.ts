import type { Option } from "@/components/ui/field";
import { BELOW, type PlaceNode, placeTree } from "@/db/tenant/place-tree";
import type { Place } from "@/db/tenant/queries/places";

/** Every place by its way from the top, in the order of the tree. @param without this one and what it holds */
export function placeOptions(places: readonly Place[], without?: string): Option[] {
  const optionsOf = (nodes: readonly PlaceNode[], way: string): Option[] =>
    nodes
      .filter(({ id }) => id !== without)
      .flatMap(({ id, name, below }) => [
        { value: id, label: way + name },
        ...optionsOf(below, way + name + BELOW),
      ]);
  return optionsOf(placeTree(places), "");
}

/** For a field that chooses a place, or none. */
export function placeOrNone(places: readonly Place[]): Option[] {
  return [{ value: "", label: "No place" }, ...placeOptions(places)];
}
