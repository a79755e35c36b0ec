/**
 * What an item keeps of its entry in the catalogue, and which of its facts are the catalogue's. A browser reads it too.
 */
import { EMPTY_FACTS, type Facts } from "./item";

export type FactKey = keyof Facts;

/** The facts that an entry can fill, in the order of the form. */
export const FACT_KEYS = Object.keys(EMPTY_FACTS) as readonly FactKey[];

/** What an entry says of a toy; what is not known or disputed is not there. */
export type EntryFacts = Readonly<Partial<Record<FactKey, string>>>;

/** Which entry an item is, with the item's own copy of what the entry said in that release. */
export interface ItemEntry {
  readonly key: string;
  readonly release: number;
  readonly facts: EntryFacts;
  /** What the owner says otherwise, or says with no need of the catalogue. */
  readonly mine: readonly FactKey[];
}

/** How long an entry's key may be. */
export const LONGEST_KEY = 200;

/** A remark on a fact: why it is less than one would like, or who disputes it. */
export interface EntryNote {
  readonly field: string;
  readonly sure: "agreed" | "single" | "disputed";
  readonly note: string;
}

/** An entry as the catalogue has it now. */
export interface Entry {
  readonly key: string;
  /** The key of the product that it is a variant of. */
  readonly product: string;
  readonly release: number;
  readonly facts: EntryFacts;
  readonly notes: readonly EntryNote[];
  /** Generations that were seen on it, such as `1, 2`; empty where sources don't agree. */
  readonly swingTags: string;
  readonly tushTags: string;
  /** In which ways it was made, misprinted or renamed. */
  readonly misprints: readonly string[];
}

/** Whose a fact is: the catalogue's or the owner's; null where neither says anything, or there is no entry. */
export function whoseIs(
  entry: ItemEntry | null | undefined,
  key: FactKey,
  value: string,
): "catalogue" | "mine" | null {
  const said = entry?.facts[key];
  if (!entry) return null;
  if (said === undefined) return value.trim() === "" ? null : "mine";
  return isSameFact(said, value) && !entry.mine.includes(key) ? "catalogue" : "mine";
}

/** Whether two texts say the same: how somebody writes it is no other fact. */
export function isSameFact(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** The entry as it is kept beside these facts: what differs from it is the owner's from now on. */
export function keptEntry(entry: ItemEntry, facts: Facts): ItemEntry {
  const said = FACT_KEYS.filter((key) => entry.facts[key] !== undefined);
  return { ...entry, mine: said.filter((key) => whoseIs(entry, key, facts[key]) === "mine") };
}
