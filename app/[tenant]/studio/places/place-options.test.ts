import { expect, test } from "vitest";
import { placeOptions } from "./place-options";

const place = (id: string, name: string, parentId: string | null) => ({ id, name, parentId });
const PLACES = [
  place("attic", "Attic", null),
  place("box", "Box 7", "shelf"),
  place("shelf", "Shelf 2", "study"),
  place("study", "Study", null),
];

test("every place is called by its way from the top, and stands behind what holds it", () => {
  expect(placeOptions(PLACES)).toEqual([
    { value: "attic", label: "Attic" },
    { value: "study", label: "Study" },
    { value: "shelf", label: "Study › Shelf 2" },
    { value: "box", label: "Study › Shelf 2 › Box 7" },
  ]);
});

test("a place cannot be put into itself or into what it holds", () => {
  expect(placeOptions(PLACES, "shelf").map(({ value }) => value)).toEqual(["attic", "study"]);
});
