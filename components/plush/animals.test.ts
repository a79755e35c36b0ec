import { expect, test } from "vitest";
import { species, speciesOf } from "./animals";
import { breeds } from "./breeds";
import { naturalColour } from "./natural-colours";
import { namesColour } from "./palette";

test.each([
  ["Manta Ray", "manta"],
  ["Tabby cat", "cat"],
  ["bunnies", "rabbit"],
  ["Wolves", "wolf"],
  ["sea lion", "seal"],
  ["mountain lion", "lion"],
  ["koala bear", "koala"],
  ["Bear cub", "bear"],
  ["Ladybug", "insect"],
  ["foxes", "fox"],
  ["butterflies", "butterfly"],
  ["CHAMELEON", "lizard"],
  ["Killer whale", "orca"],
  ["polar bear", "bear"],
  ["teddy", "bear"],
  ["guinea pig", "mouse"],
])("%s is a %s", (words, kind) => {
  expect(speciesOf(words)).toBe(kind);
});

test.each(["", "Gizmo", "constructor", "__proto__", "toString", "🐘", "1998"])(
  "%j is a bean bag",
  (word) => {
    expect(speciesOf(word)).toBe("beanbag");
  },
);

test("each species answers to its own name and has a colour by nature", () => {
  for (const kind of species) {
    expect(speciesOf(kind)).toBe(kind);
    expect(namesColour(naturalColour(kind))).toBe(true);
  }
  expect(species.length).toBeGreaterThan(Object.keys(breeds).length + 30);
});
