/** A sample animal: public facts, and not from anybody's collection. */
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
