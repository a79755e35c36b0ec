import type { ShelfItem } from "@/components/site/model";
import type { PresetId } from "@/themes/skin";
import { SAMPLES } from "./samples";

/** A shelf of twelve samples for a miniature, in an order of its own for each skin. */
export function sampleShelf(preset: PresetId): ShelfItem[] {
  const first = FIRST[preset];
  return Array.from({ length: 12 }, (_, index) => SAMPLES[(first + index * 5) % SAMPLES.length])
    .filter((each) => each !== undefined)
    .map((each, index) => ({
      slug: each.slug,
      name: each.name,
      animal: each.animal,
      variant: each.variant,
      styleNumber: each.styleNumber,
      year: each.year,
      retired: each.retired,
      marks: [],
      copies: 1,
      bestCondition: null,
      cells: [
        { label: "Animal", value: each.animal, width: "wide" },
        { label: "Style", value: each.styleNumber, width: "wide", figures: true },
        { label: "Year", value: each.year, width: "middle" },
      ],
      number: index + 1,
      picture: { src: plushOf(each.slug), width: 400, height: 400, alt: "" },
    }));
}

// Each shelf takes every fifth of the eighteen samples from its own first. Five and eighteen share no factor,
// so no sample repeats.
const FIRST: Readonly<Record<PresetId, number>> = {
  vitrine: 0,
  terminal: 2,
  attic: 8,
  nursery: 7,
  "field-guide": 1,
  ledger: 5,
  "night-market": 9,
  "swing-tag": 4,
};

/** Where the apex serves the drawing of a sample. */
export function plushOf(slug: string): string {
  return `/plush/${slug}.svg`;
}
