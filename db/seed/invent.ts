import type { Copy } from "@/db/tenant/queries/items";
import type { Chance } from "./chance";
import { factOf, KINDS, type Kind, type SeedItem } from "./collection";

/**
 * An item as a stranger's collection might hold it: half of them kinds from the facts, half made up.
 * @param number makes the address unique within the site
 */
export function inventItem(chance: Chance, number: number): SeedItem {
  const facts = chance.next() < 0.5 ? knownFacts(chance.pick(KINDS)) : inventedFacts(chance);
  const status = chance.pick(STATUSES);
  return {
    ...facts,
    slug: `${slugged(facts.name)}-${number}`,
    status,
    visibility: chance.pick(VISIBILITIES),
    story: chance.next() < 0.3 ? inventedStory(chance) : "",
    copies:
      status === "wanted" ? [] : times(1 + chance.below(3), (index) => inventedCopy(chance, index)),
    tags: [...new Set(times(chance.below(3), () => chance.pick(TAGS)))],
    trashed: chance.next() < 0.01,
  };
}

function knownFacts(kind: Kind) {
  const { swingTags: _swing, tushTags: _tush, ...facts } = factOf(kind);
  return facts;
}

function inventedFacts(chance: Chance) {
  const year = 1993 + chance.below(20);
  const born = `${year - 1}-${two(1 + chance.below(12))}-${two(1 + chance.below(28))}`;
  const retired = `${year + 1 + chance.below(3)}-${two(1 + chance.below(12))}`;
  return {
    name: `${chance.pick(FIRST)}${chance.pick(LAST)}`,
    animal: chance.pick(ANIMALS),
    variant: chance.next() < 0.2 ? chance.pick(VARIANTS) : "",
    styleNumber: String(4000 + chance.below(900)),
    colour: chance.pick(COLOURS),
    birthday: chance.next() < 0.8 ? born : "",
    introduced: chance.next() < 0.9 ? String(year) : "",
    retired: chance.next() < 0.7 ? retired : "",
  };
}

function inventedCopy(chance: Chance, index: number): Copy {
  const paid = chance.next() < 0.6;
  return {
    label: `Copy ${index + 1}`,
    condition: chance.pick(CONDITIONS),
    swingTag: chance.next() < 0.9 ? String(1 + chance.below(8)) : "unsure",
    tushTag: chance.next() < 0.7 ? String(1 + chance.below(9)) : "",
    acquired: chance.next() < 0.8 ? String(1996 + chance.below(28)) : "",
    pricePaid: paid ? 100 + chance.below(9000) : null,
    currency: paid ? "USD" : "",
    note: chance.next() < 0.3 ? `${chance.pick(SOURCES)}.` : "",
  };
}

function inventedStory(chance: Chance): string {
  return `${chance.pick(SOURCES)}, ${chance.pick(MOODS)}. ${chance.pick(ENDS)}`;
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

function slugged(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

const list = (words: string) => words.split(", ");

const STATUSES = ["owned", "owned", "owned", "owned", "wanted", "trade", "sale"] as const;
const VISIBILITIES = [
  ...Array.from({ length: 18 }, () => "public" as const),
  "unlisted",
  "private",
] as const;
const CONDITIONS = ["mint", "mint", "near-mint", "excellent", "good", "played", ""] as const;
const FIRST = list(
  "Mud, Butter, Pebble, Clover, Thistle, Pocket, Lantern, Marble, Bramble, Button, Ginger, Puddle, Juniper, Copper, Velvet, Biscuit, Rumble, Saffron, Tinder, Whisper",
);
const LAST = list(
  "foot, bean, whisker, tail, nose, patch, paw, wick, berry, bell, hop, fin, mane, snout, feather",
);
const ANIMALS = list(
  "Bear, Dog, Cat, Rabbit, Pig, Elephant, Lobster, Platypus, Whale, Dolphin, Frog, Moose, Crab, Duck, Bird, Dinosaur, Fish, Snake, Bat, Monkey, Horse, Unicorn, Fox, Owl, Tiger, Penguin",
);
const COLOURS = list(
  "Brown, Royal blue, Light blue, Pink, Grey, White, Black/White, Tie-dye, Red, Green, Purple, Orange, Yellow, Tan, Teal, Magenta",
);
const VARIANTS = list("Old face, New face, Without spots, Long tail, Pale thread, PVC pellets");
const TAGS = list("error, first edition, gift, show, doubles, winter, on camera, to photograph");
const SOURCES = list(
  "From a school fair, Traded at a kitchen table, Found in a glove box, Bought from a widow in Dayton, Won in a raffle, Left in a will, From the bottom of a charity bin",
);
const MOODS = list(
  "in the rain, without its tag, for less than the bus fare, wrapped in a road map, on a dare, years after I had stopped looking",
);
const ENDS = [
  "It stands by the window now.",
  "Nobody else wanted it.",
  "I have been offered twice as much since and said no.",
  "My sister still thinks that it is hers.",
  "It smells of cedar.",
];
