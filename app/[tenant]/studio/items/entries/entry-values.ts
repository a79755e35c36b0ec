import { dateInWords } from "@/base/values/dates";
import {
  type Entry,
  FACT_KEYS,
  type FactKey,
  type ItemEntry,
  isSameFact,
  whoseIs,
} from "@/db/tenant/entry";
import { fieldOf } from "@/db/tenant/fields";
import type { ItemValues } from "@/server/items/item-values";

/** A fact of an entry as the form shows it. */
function shownFact(key: FactKey, value: string): string {
  return fieldOf("item", key).type === "date" ? dateInWords(value) : value;
}

/** Whose a fact of the form is; null where neither says anything, or there is no entry. */
export function whoseShown(values: ItemValues, key: FactKey): "catalogue" | "mine" | null {
  const said = values.entry?.facts[key];
  if (said === undefined) return whoseIs(values.entry, key, values[key]);
  // What is shown as the catalogue's fact would be is that fact.
  return whoseIs(
    values.entry,
    key,
    isSameFact(values[key], shownFact(key, said)) ? said : values[key],
  );
}

/**
 * What choosing an entry changes of a form. What is empty is filled, and so is what was typed to find the entry and what
 * the entry chosen before had filled; everything else stays, and is the owner's.
 * @param typedIn the field in which the entry was looked up
 */
export function withEntry(values: ItemValues, entry: Entry, typedIn: FactKey): Partial<ItemValues> {
  const filled = FACT_KEYS.map((key) => [key, filledWith(values, entry, key, typedIn)] as const);
  return { ...Object.fromEntries(filled), entry: itemEntryOf(entry) };
}

function filledWith(values: ItemValues, entry: Entry, key: FactKey, typedIn: FactKey): string {
  const typed = values[key];
  const fact = entry.facts[key];
  const shown = fact === undefined ? "" : shownFact(key, fact);
  const isFree = typed.trim() === "" || whoseShown(values, key) === "catalogue";
  const isBegun =
    key === typedIn && shown.toLocaleLowerCase().startsWith(typed.trim().toLocaleLowerCase());
  return isFree || isBegun ? shown : typed;
}

function itemEntryOf({ key, release, facts }: Entry): NonNullable<ItemValues["entry"]> {
  return { key, release, facts, mine: [] };
}

/** A fact of which the form says something else than the entry, or nothing. */
export interface Difference {
  readonly key: FactKey;
  readonly label: string;
  readonly mine: string;
  readonly catalogue: string;
}

/** Where the owner says otherwise than the entry. */
export function differencesOf(values: ItemValues): Difference[] {
  return FACT_KEYS.flatMap((key) => {
    const said = values.entry?.facts[key];
    if (said === undefined) return [];
    const catalogue = shownFact(key, said);
    if (isSameFact(values[key], catalogue)) return [];
    return [{ key, label: labelOf(key), mine: values[key].trim(), catalogue }];
  });
}

/** Takes over what the entry says of one fact. */
export function takingFact(values: ItemValues, key: FactKey): Partial<ItemValues> {
  const { entry } = values;
  const said = entry?.facts[key];
  if (!entry || said === undefined) return {};
  const mine = entry.mine.filter((one) => one !== key);
  return { [key]: shownFact(key, said), entry: { ...entry, mine } };
}

/** What a newer release says of the entry otherwise than the one that the item has. */
export function newsOf(
  kept: ItemEntry,
  entry: Entry,
): { label: string; was: string; is: string }[] {
  if (entry.release <= kept.release) return [];
  return FACT_KEYS.flatMap((key) => {
    const [was, is] = [kept.facts[key], entry.facts[key]];
    const inWords = (fact: string | undefined) => (fact === undefined ? "" : shownFact(key, fact));
    return was === is ? [] : [{ label: labelOf(key), was: inWords(was), is: inWords(is) }];
  });
}

/** Goes on with the newer release: what was the catalogue's follows it, what is the owner's stays. */
export function takingNews(values: ItemValues, entry: Entry): Partial<ItemValues> {
  const kept = values.entry;
  if (!kept) return {};
  const followed = FACT_KEYS.flatMap((key) => {
    const is = entry.facts[key];
    const follows = whoseShown(values, key) === "catalogue" || values[key].trim() === "";
    return follows && is !== undefined ? [[key, shownFact(key, is)]] : [];
  });
  return { ...Object.fromEntries(followed), entry: rebased(kept, entry) };
}

/** Goes on with the newer release and leaves every fact as it is. */
export function leavingNews(values: ItemValues, entry: Entry): Partial<ItemValues> {
  return values.entry ? { entry: rebased(values.entry, entry) } : {};
}

function rebased(kept: ItemEntry, entry: Entry): NonNullable<ItemValues["entry"]> {
  const mine = kept.mine.filter((key) => entry.facts[key] !== undefined);
  return { ...itemEntryOf(entry), mine };
}

function labelOf(key: FactKey): string {
  return fieldOf("item", key).label;
}
