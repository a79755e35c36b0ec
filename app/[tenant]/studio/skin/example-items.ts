import { drawPlush } from "@/components/plush/draw";
import type { ShelfItem } from "@/components/site/model";

const EXAMPLES = [
  ["Blue elephant", "elephant", "royal blue", "1995"],
  ["Brown bear", "bear", "brown", "1993"],
  ["Red lobster", "lobster", "red", "1994"],
  ["Spotted dog", "dog", "white", "1994"],
  ["Green frog", "frog", "green", "1994"],
  ["Pink pig", "pig", "pink", "1993"],
  ["Grey whale", "whale", "black", "1994"],
  ["Purple platypus", "platypus", "fuchsia", "1993"],
] as const;

/** What a site without items shows in its preview: drawn animals that stand for its own. */
export function exampleItems(): ShelfItem[] {
  return EXAMPLES.map(([name, animal, colour, year], index) => ({
    slug: `example-${index + 1}`,
    name,
    animal,
    variant: null,
    styleNumber: String(4001 + index * 7),
    year,
    retired: null,
    marks: [],
    copies: 1,
    bestCondition: null,
    cells: [
      { label: "Animal", value: animal, width: "wide" },
      { label: "Year", value: year, width: "middle" },
    ],
    number: index + 1,
    picture: {
      src: `data:image/svg+xml,${encodeURIComponent(drawPlush({ name, animal, colour, seed: index }))}`,
      width: 400,
      height: 400,
      alt: name,
    },
  }));
}
