import type { ShelfItem, Status, Visibility } from "./model";

const STATUS_WORDS: Record<Status, string | null> = {
  owned: null,
  wanted: "Wanted",
  trade: "For trade",
  sale: "For sale",
};

const VISIBILITY_WORDS: Record<Visibility, string | null> = {
  public: null,
  unlisted: "Unlisted",
  private: "Private",
};

/** What a visitor should notice about an item: its status, and its visibility to those who see it. */
export function marksOf(item: Pick<ShelfItem, "status" | "visibility">): string[] {
  return present([STATUS_WORDS[item.status], VISIBILITY_WORDS[item.visibility]]);
}

/** The parts that say something, in their order. */
export function present(parts: readonly (string | null | undefined)[]): string[] {
  return parts.filter((part): part is string => Boolean(part));
}

/** "1 Bear", "3,000 Bears". */
export function countOf(count: number, words: { one: string; many: string }): string {
  return `${count.toLocaleString("en")} ${count === 1 ? words.one : words.many}`;
}

// Taxonomic names of the living models, so that a plate can be captioned as in a field guide.
const GENERA: Record<string, string> = {
  bear: "Ursus",
  bee: "Apis",
  bird: "Avis",
  bull: "Bos",
  cat: "Felis",
  cow: "Bos",
  crab: "Cancer",
  dinosaur: "Saurus",
  dog: "Canis",
  dolphin: "Delphinus",
  duck: "Anas",
  elephant: "Elephas",
  fish: "Piscis",
  flamingo: "Phoenicopterus",
  fox: "Vulpes",
  frog: "Rana",
  giraffe: "Giraffa",
  gorilla: "Gorilla",
  hippo: "Hippopotamus",
  horse: "Equus",
  insect: "Insectum",
  kangaroo: "Macropus",
  koala: "Phascolarctos",
  ladybug: "Coccinella",
  lamb: "Ovis",
  leopard: "Panthera",
  lion: "Panthera",
  lobster: "Homarus",
  monkey: "Macaca",
  moose: "Alces",
  mouse: "Mus",
  octopus: "Octopus",
  owl: "Bubo",
  panda: "Ailuropoda",
  penguin: "Aptenodytes",
  pig: "Sus",
  platypus: "Ornithorhynchus",
  rabbit: "Lepus",
  raccoon: "Procyon",
  seal: "Phoca",
  snake: "Serpens",
  spider: "Aranea",
  squirrel: "Sciurus",
  tiger: "Panthera",
  turtle: "Testudo",
  whale: "Orcinus",
  wolf: "Canis",
  zebra: "Equus",
};

/** The genus of an animal as a field guide would print it, or the animal's own name. */
export function genusOf(animal: string): string {
  return GENERA[animal.toLowerCase()] ?? animal;
}
