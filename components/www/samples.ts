import type { ShelfItem } from "@/components/site/model";
import type { PresetId } from "@/themes/skin";

/** A plush animal as a sample: facts about it that anyone can look up, and nobody's collection. */
export interface Sample {
  readonly slug: string;
  readonly name: string;
  readonly animal: string;
  readonly variant: string | null;
  readonly styleNumber: string;
  /** Year of introduction. */
  readonly year: string;
  readonly retired: boolean;
  /** The cloth, in a collector's words. */
  readonly colour: string;
}

/** The animals that stand about on the landing page. */
export const SAMPLES: readonly Sample[] = [
  sample("Peanut", "Elephant", "4062", "1995", "Light blue"),
  sample("Pinchers", "Lobster", "4026", "1994", "Red"),
  sample("Chocolate", "Moose", "4015", "1994", "Brown"),
  sample("Quackers", "Duck", "4024", "1994", "Yellow"),
  sample("Squealer", "Pig", "4005", "1994", "Pink"),
  sample("Legs", "Frog", "4020", "1994", "Green"),
  sample("Splash", "Whale", "4022", "1994", "Black and white"),
  sample("Ears", "Rabbit", "4018", "1996", "Brown and white"),
  sample("Garcia", "Bear", "4051", "1996", "Tie-dye"),
  sample("Bronty", "Dinosaur", "4085", "1995", "Blue"),
  sample("Bubbles", "Fish", "4078", "1995", "Yellow and black"),
  sample("Daisy", "Cow", "4006", "1994", "Black and white"),
  sample("Flash", "Dolphin", "4021", "1994", "Grey"),
  sample("Chip", "Cat", "4121", "1997", "Black and brown"),
  sample("Claude", "Crab", "4083", "1997", "Mixed"),
  sample("Bongo", "Monkey", "4067", "1995", "Brown"),
  sample("Cubbie", "Bear", "4010", "1994", "Brown"),
  sample("Chops", "Sheep", "4019", "1996", "White"),
];

/** The sample of that slug, or null. */
export function findSample(slug: string): Sample | null {
  return SAMPLES.find((each) => each.slug === slug) ?? null;
}

/** Where the apex serves the drawing of a sample. */
export function plushOf(slug: string): string {
  return `/plush/${slug}.svg`;
}

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
      status: "owned",
      visibility: "public",
      copies: 1,
      bestCondition: null,
      swingTag: null,
      number: index + 1,
      picture: { src: plushOf(each.slug), width: 400, height: 400, alt: "" },
    }));
}

// Five and eighteen share no factor, so each shelf walks through all samples from its own first.
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

function sample(
  name: string,
  animal: string,
  styleNumber: string,
  year: string,
  colour: string,
): Sample {
  return {
    slug: name.toLowerCase(),
    name,
    animal,
    variant: null,
    styleNumber,
    year,
    retired: true,
    colour,
  };
}
