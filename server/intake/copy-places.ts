import type { KeptDraft } from "@/db/tenant/item";
import type { RowChanges } from "@/server/sheet/changes";
import { merge } from "./merging";

/** A row of which it is known what item it is of. */
interface RowOfItem {
  readonly row: { readonly line: number };
  readonly changes: RowChanges;
  readonly spoken: { readonly itemId: string };
}

/**
 * Where copies of a zip stand that the site has no more, by the lines of their rows: in place of one that no row names and
 * that says the same, since it came back so before, else behind all there are.
 */
export function copyPlaces(
  rows: readonly RowOfItem[],
  kept: ReadonlyMap<string, { readonly draft: KeptDraft }>,
  earlier: ReadonlyMap<string, readonly RowChanges[]>,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const [itemId, own] of Map.groupBy(rows, ({ spoken }) => spoken.itemId)) {
    const draft = kept.get(itemId)?.draft;
    if (!draft) continue;
    const there = draft.copies.map(({ id }) => id);
    const named = new Set(
      [...(earlier.get(itemId) ?? []), ...own.map(({ changes }) => changes)].map(
        ({ copyId }) => copyId,
      ),
    );
    const free = new Set([...there.keys()].filter((at) => !named.has(there[at])));
    let behind = there.length;
    for (const { row, changes } of own) {
      if (!changes.copyId || there.includes(changes.copyId)) continue;
      const ofCopy = { ...changes, item: {}, tags: [], story: [], own: {}, inNew: {} };
      const same = [...free].find((nth) =>
        merge(draft, ofCopy, { nth, isNew: false, comesBack: true }).noted.every(
          ({ field }) => field === "want",
        ),
      );
      free.delete(same ?? -1);
      found.set(row.line, same ?? behind++);
    }
  }
  return found;
}
