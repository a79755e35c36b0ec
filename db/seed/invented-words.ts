import { COPY_STATUSES, GRADES, VISIBILITIES } from "@/db/tenant/choices";

const list = (words: string) => words.split(", ");

/** More than half are owned. */
export const MOSTLY_OWNED = [...times(9, () => "owned" as const), ...COPY_STATUSES];

/** One in seven is wanted. */
export const SELDOM_WANTED = [true, ...times(6, () => false)] as const;

/** One in ten is not public. */
export const MOSTLY_PUBLIC = [...times(17, () => "public" as const), ...VISIBILITIES];

/** How well a copy is kept; the empty word where nobody has said. */
export const MOSTLY_MINT = ["mint", ...GRADES, ""] as const;

/** First halves of names. */
export const FIRST = list(
  "Mud, Butter, Pebble, Clover, Thistle, Pocket, Lantern, Marble, Bramble, Button, Ginger, Puddle, Juniper, Copper, Velvet, Biscuit, Rumble, Saffron, Tinder, Whisper",
);

/** Second halves. */
export const LAST = list(
  "foot, bean, whisker, tail, nose, patch, paw, wick, berry, bell, hop, fin, mane, snout, feather",
);

/** What they are. */
export const ANIMALS = list(
  "Bear, Dog, Cat, Rabbit, Pig, Elephant, Lobster, Platypus, Whale, Dolphin, Frog, Moose, Crab, Duck, Bird, Dinosaur, Fish, Snake, Bat, Monkey, Horse, Unicorn, Fox, Owl, Tiger, Penguin",
);

/** What cloth they are of. */
export const COLOURS = list(
  "Brown, Royal blue, Light blue, Pink, Grey, White, Black/White, Tie-dye, Red, Green, Purple, Orange, Yellow, Tan, Teal, Magenta",
);

/** Kinds of one animal. */
export const VARIANTS = list(
  "Old face, New face, Without spots, Long tail, Pale thread, PVC pellets",
);

/** What an owner writes on them. */
export const TAGS = list(
  "error, first edition, gift, show, doubles, winter, on camera, to photograph",
);

/** Where they came from. */
export const SOURCES = list(
  "From a school fair, Traded at a kitchen table, Found in a glove box, Bought from a widow in Dayton, Won in a raffle, Left in a will, From the bottom of a charity bin",
);

/** How they were got. */
export const MOODS = list(
  "in the rain, without its tag, for less than the bus fare, wrapped in a road map, on a dare, years after I had stopped looking",
);

/** How their stories end. */
export const ENDS = [
  "It stands by the window now.",
  "Nobody else wanted it.",
  "I have been offered twice as much since and said no.",
  "My sister still thinks that it is hers.",
  "It smells of cedar.",
];

/** The results of so many calls. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
