import { type Copy, EMPTY_COPY, EMPTY_FACTS, EMPTY_WANT } from "@/db/tenant/item";
import type { Chance } from "./chance";
import { factOf, KINDS, type Kind, type SeedItem } from "./collection";
import {
  ANIMALS,
  COLOURS,
  ENDS,
  FIRST,
  LAST,
  MOODS,
  MOSTLY_MINT,
  MOSTLY_OWNED,
  MOSTLY_PUBLIC,
  SELDOM_WANTED,
  SOURCES,
  TAGS,
  times,
  VARIANTS,
} from "./invented-words";

/**
 * An item as a stranger's collection might hold it: half of them kinds from the facts, half made up.
 * @param number makes the address unique within the site
 */
export function inventItem(chance: Chance, number: number): SeedItem {
  const facts = chance.next() < 0.5 ? knownFacts(chance.pick(KINDS)) : inventedFacts(chance);
  const wanted = chance.pick(SELDOM_WANTED);
  return {
    ...facts,
    slug: `${slugged(facts.name)}-${number}`,
    want: wanted ? { ...EMPTY_WANT, swingTag: String(1 + chance.below(8)) } : null,
    visibility: chance.pick(MOSTLY_PUBLIC),
    story: chance.next() < 0.3 ? inventedStory(chance) : "",
    copies:
      wanted && chance.next() < 0.8
        ? []
        : times(1 + chance.below(3), (index) => inventedCopy(chance, index)),
    own: {},
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
    ...EMPTY_FACTS,
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
    ...EMPTY_COPY,
    status: chance.pick(MOSTLY_OWNED),
    label: `Copy ${index + 1}`,
    condition: chance.pick(MOSTLY_MINT),
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

function two(number: number): string {
  return String(number).padStart(2, "0");
}

function slugged(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
