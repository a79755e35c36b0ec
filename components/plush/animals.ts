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
  for (const form of [
    word,
    word.replace(/s$/, ""),
    word.replace(/es$/, ""),
    word.replace(/ies$/, "y"),
  ]) {
    if (Object.hasOwn(WORDS, form)) return WORDS[form];
    const exact = species.find((kind) => kind === form && kind !== "beanbag");
    if (exact) return exact;
  }
  return undefined;
}

const NATURAL: Record<string, string | undefined> = {
  pig: "pink",
  elephant: "grey",
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
  ladybug: "red",
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

const WORDS: Record<string, Species> = {
  teddy: "bear",
  cub: "bear",
  "polar bear": "bear",
  grizzly: "bear",
  "koala bear": "koala",
  "panda bear": "panda",
  puppy: "dog",
  pup: "dog",
  hound: "dog",
  poodle: "dog",
  terrier: "dog",
  beagle: "dog",
  retriever: "dog",
  bulldog: "dog",
  doberman: "dog",
  rottweiler: "dog",
  spaniel: "dog",
  labrador: "dog",
  dachshund: "dog",
  pug: "dog",
  collie: "dog",
  shepherd: "dog",
  chihuahua: "dog",
  husky: "wolf",
  coyote: "wolf",
  kitty: "cat",
  kitten: "cat",
  tabby: "cat",
  bunny: "rabbit",
  hare: "rabbit",
  jackrabbit: "rabbit",
  bunnie: "rabbit",
  piggy: "pig",
  piglet: "pig",
  hog: "pig",
  boar: "pig",
  mammoth: "elephant",
  calf: "cow",
  cattle: "cow",
  ox: "bull",
  buffalo: "bull",
  bison: "bull",
  yak: "bull",
  sheep: "lamb",
  ram: "goat",
  ibex: "goat",
  elk: "moose",
  reindeer: "deer",
  fawn: "deer",
  doe: "deer",
  stag: "deer",
  antelope: "deer",
  gazelle: "deer",
  pony: "horse",
  foal: "horse",
  mule: "donkey",
  ape: "gorilla",
  chimp: "monkey",
  chimpanzee: "monkey",
  orangutan: "monkey",
  baboon: "monkey",
  lemur: "raccoon",
  sloth: "monkey",
  rat: "mouse",
  mice: "mouse",
  hamster: "mouse",
  gerbil: "mouse",
  "guinea pig": "mouse",
  lioness: "leopard",
  cheetah: "leopard",
  jaguar: "leopard",
  panther: "cat",
  lynx: "cat",
  bobcat: "cat",
  puma: "cat",
  cougar: "cat",
  chipmunk: "squirrel",
  groundhog: "beaver",
  gopher: "beaver",
  ferret: "otter",
  weasel: "otter",
  hippopotamus: "hippo",
  rhinoceros: "rhino",
  wallaby: "kangaroo",
  joey: "kangaroo",
  wolve: "wolf",
};
