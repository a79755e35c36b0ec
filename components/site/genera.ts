/** The genus of an animal as a field guide would print it, or the animal's own name. */
export function genusOf(animal: string): string {
  return GENERA.get(animal.toLowerCase()) ?? animal;
}

// Taxonomic names of the living models, so that a plate can be captioned as in a field guide.
const TAXONOMY = {
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

// A map, because owners write any word, "constructor" too.
const GENERA: ReadonlyMap<string, string> = new Map(Object.entries(TAXONOMY));
