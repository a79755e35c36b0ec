import { breeds } from "./breeds";
import { creatures } from "./creatures";

/** A kind of plush this house can sew. */
export type Species = keyof typeof breeds | keyof typeof creatures | "beanbag";

/** Every species, the fallback last. */
export const species: readonly Species[] = [
  ...(Object.keys(breeds) as (keyof typeof breeds)[]),
  ...(Object.keys(creatures) as (keyof typeof creatures)[]),
  "beanbag",
];

/**
 * The species for a collector's word for an animal: "Manta Ray", "Tabby cat", "bunnies".
 * The last word that is known decides ("bear cub", "sea lion"); "beanbag" when none is.
 */
export function speciesOf(animal: string): Species {
  const words =
    animal
      .toLowerCase()
      .normalize("NFKD")
      .match(/[a-z]+/g) ?? [];
  for (let i = words.length - 1; i >= 0; i--) {
    const pair = wordFor(`${words[i - 1] ?? ""} ${words[i]}`) ?? wordFor(words[i] ?? "");
    if (pair) return pair;
  }
  return "beanbag";
}

/** The colour word an animal has when its owner names none. */
export function naturalColour(kind: Species): string {
  return NATURAL[kind] ?? "tan";
}

function wordFor(word: string): Species | undefined {
  for (const [plural, singular] of ENDINGS) {
    const kind = WORDS.get(word.replace(plural, singular));
    if (kind) return kind;
  }
  return undefined;
}

const ENDINGS: readonly [RegExp, string][] = [
  [/$/, ""],
  [/s$/, ""],
  [/es$/, ""],
  [/ies$/, "y"],
];

const NATURAL: Record<string, string | undefined> = {
  pig: "pink",
  elephant: "grey",
  orca: "black",
  moose: "brown",
  beaver: "brown",
  otter: "brown",
  hedgehog: "brown",
  monkey: "brown",
  platypus: "brown",
  horse: "chestnut",
  bull: "brown",
  walrus: "brown",
  squirrel: "cinnamon",
  deer: "caramel",
  kangaroo: "caramel",
  donkey: "grey",
  goat: "cream",
  frog: "green",
  ghost: "white",
  lobster: "red",
  crab: "red",
  duck: "yellow",
  whale: "blue",
  dolphin: "grey",
  shark: "grey",
  penguin: "black",
  lamb: "white",
  panda: "white",
  koala: "grey",
  mouse: "grey",
  cat: "grey",
  tiger: "orange",
  lion: "gold",
  leopard: "gold",
  zebra: "white",
  unicorn: "white",
  fox: "orange",
  wolf: "grey",
  raccoon: "grey",
  skunk: "black",
  hippo: "lavender",
  rhino: "grey",
  snake: "green",
  dinosaur: "green",
  dragon: "teal",
  lizard: "green",
  crocodile: "green",
  turtle: "green",
  fish: "orange",
  manta: "blue",
  octopus: "coral",
  spider: "black",
  insect: "red",
  bee: "yellow",
  butterfly: "purple",
  bird: "blue",
  owl: "brown",
  eagle: "brown",
  parrot: "red",
  chicken: "white",
  swan: "white",
  flamingo: "pink",
  bat: "charcoal",
  seal: "grey",
  cow: "white",
  dalmatian: "white",
  badger: "grey",
  gorilla: "charcoal",
  giraffe: "gold",
  pumpkin: "orange",
  snowman: "white",
  worm: "lime",
  snail: "tan",
  jellyfish: "lilac",
};

/** Other words for the same animal. */
const NAMES: Partial<Record<Species, string>> = {
  bear: "teddy cub grizzly",
  koala: "koala-bear",
  panda: "panda-bear",
  dog: "puppy pup hound poodle terrier beagle retriever bulldog doberman rottweiler spaniel labrador dachshund pug collie shepherd chihuahua sheepdog schnauzer mutt",
  wolf: "husky coyote wolve",
  cat: "kitty kitten tabby panther lynx bobcat puma cougar",
  leopard: "cheetah jaguar lioness ocelot",
  rabbit: "bunny bunnie hare jackrabbit",
  pig: "piggy piglet hog boar",
  elephant: "mammoth",
  cow: "calf cattle",
  bull: "ox buffalo bison yak longhorn",
  lamb: "sheep ewe alpaca llama",
  goat: "ram ibex billy-goat",
  moose: "elk",
  deer: "reindeer fawn doe stag antelope gazelle",
  horse: "pony foal stallion mustang",
  unicorn: "pegasus",
  donkey: "mule burro",
  monkey: "chimp chimpanzee orangutan baboon sloth",
  gorilla: "ape",
  mouse: "rat mice hamster gerbil guinea-pig",
  raccoon: "lemur",
  squirrel: "chipmunk",
  beaver: "groundhog gopher",
  otter: "ferret weasel mink meerkat mongoose sea-otter",
  hippo: "hippopotamus",
  rhino: "rhinoceros triceratops",
  kangaroo: "wallaby joey",
  hedgehog: "porcupine echidna",
  camel: "dromedary",
  platypus: "duckbill duck-billed-platypus",
  duck: "duckling mallard goose gosling",
  bird: "robin bluebird cardinal crow raven jay sparrow finch dove pigeon kiwi blackbird seagull hummingbird woodpecker canary chickadee oriole loon",
  penguin: "puffin",
  eagle: "hawk falcon vulture buzzard",
  parrot: "macaw toucan cockatoo parakeet lorikeet",
  chicken: "hen rooster cock chick turkey peacock",
  flamingo: "ostrich stork crane heron emu pelican",
  whale: "beluga",
  dolphin: "porpoise narwhal",
  orca: "killer-whale",
  fish: "goldfish clownfish angelfish trout salmon",
  manta: "ray stingray manta-ray",
  seal: "sea-lion",
  walrus: "sea-elephant manatee",
  lobster: "crayfish crawfish shrimp prawn scorpion",
  crab: "hermit-crab",
  octopus: "squid",
  frog: "toad tadpole",
  turtle: "tortoise",
  dinosaur: "brontosaurus stegosaurus tyrannosaurus dino pterodactyl",
  lizard: "chameleon iguana gecko salamander newt",
  crocodile: "alligator gator",
  snake: "cobra python rattlesnake",
  insect: "ladybug ladybird beetle bug ant grasshopper cricket firefly fly",
  bee: "bumblebee wasp hornet",
  butterfly: "moth dragonfly",
  spider: "tarantula",
  worm: "inchworm caterpillar centipede bookworm",
};

const WORDS = new Map(
  species.flatMap((kind) =>
    [kind, ...(NAMES[kind]?.split(" ") ?? [])].map(
      (word) => [word.replaceAll("-", " "), kind] as const,
    ),
  ),
);
