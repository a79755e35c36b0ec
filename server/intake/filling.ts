import type { ReadTx, WriteTx } from "@/db/scope";
import { type Entry, FACT_KEYS, type FactKey } from "@/db/tenant/entry";
import type { Noted } from "@/db/tenant/intake";
import type { Facts, ItemDraft } from "@/db/tenant/item";
import { listEntriesOf, matchEntries } from "@/db/tenant/queries/entries";
import type { Mapping } from "@/server/sheet/mapping";

/** An item that a sheet speaks of, with its facts as they would be. */
interface Told {
  readonly itemId: string;
  /** Whether it comes with the sheet, so that it is of no entry yet. */
  readonly isNew: boolean;
  readonly facts: Facts;
}

/**
 * The entry of the catalogue that each item is by its name and number, where it is exactly one. An item that is of an entry
 * already has been asked, so that what its owner left blank stays so.
 */
export async function entriesFor(
  tx: ReadTx,
  told: readonly Told[],
): Promise<ReadonlyMap<string, Entry>> {
  const there = told.filter(({ isNew }) => !isNew).map(({ itemId }) => itemId);
  const [matched, linked] = await Promise.all([
    matchEntries(
      tx,
      told.map(({ facts }) => facts),
    ),
    listEntriesOf(tx, there),
  ]);
  return new Map(
    told.flatMap(({ itemId }, at) => {
      const entry = matched[at];
      return entry && !linked.has(itemId) ? [[itemId, entry] as const] : [];
    }),
  );
}

/** What an entry would fill in of an item, as a preview notes it. */
export function blanksFilled(facts: Facts, entry: Entry | undefined): Noted[] {
  return blanksOf(facts, entry).map(([field, fact]) => ({
    ...{ field, from: [], to: [fact] },
    by: "catalogue" as const,
  }));
}

/** The items with their blank facts filled where the sheet is to be, and of their entries then. */
export async function filled<Item extends { readonly id: string; readonly draft: ItemDraft }>(
  tx: WriteTx,
  mapping: Mapping,
  items: readonly Item[],
  isNew: boolean,
): Promise<readonly Item[]> {
  if (!mapping.fills || items.length === 0) return items;
  const told = items.map(({ id, draft }) => ({ itemId: id, isNew, facts: draft }));
  const entries = await entriesFor(tx, told);
  return items.map((item) => {
    const entry = entries.get(item.id);
    const blanks = blanksOf(item.draft, entry);
    if (!entry || blanks.length === 0) return item;
    const { key, release, facts } = entry;
    const draft = {
      ...item.draft,
      ...Object.fromEntries(blanks),
      entry: { key, release, facts, mine: [] },
    };
    return { ...item, draft };
  });
}

function blanksOf(facts: Facts, entry: Entry | undefined): (readonly [FactKey, string])[] {
  if (!entry) return [];
  return FACT_KEYS.flatMap((key) => {
    const fact = entry.facts[key];
    return fact !== undefined && facts[key].trim() === "" ? [[key, fact] as const] : [];
  });
}
