import type { Selection } from "@/db/tenant/queries/table/change";
import type { Filter } from "@/db/tenant/queries/table/filter";

/** Which items are picked: some, by their ids, or all that match but a few. */
export type Picked =
  | { readonly kind: "some"; readonly ids: ReadonlySet<string> }
  | { readonly kind: "all"; readonly except: ReadonlySet<string> };

export const NONE: Picked = { kind: "some", ids: new Set() };
export const ALL: Picked = { kind: "all", except: new Set() };

/** Whether an item is picked. */
export function isPicked(picked: Picked, id: string): boolean {
  return picked.kind === "some" ? picked.ids.has(id) : !picked.except.has(id);
}

/** How many items are picked. @param total how many match */
export function countPicked(picked: Picked, total: number): number {
  return picked.kind === "some" ? picked.ids.size : Math.max(0, total - picked.except.size);
}

/** Picks items, or lets go of them. */
export function pick(picked: Picked, ids: readonly string[], on: boolean): Picked {
  if (picked.kind === "all") {
    const except = new Set(picked.except);
    for (const id of ids)
      if (on) except.delete(id);
      else except.add(id);
    return { kind: "all", except };
  }
  const all = new Set(picked.ids);
  for (const id of ids)
    if (on) all.add(id);
    else all.delete(id);
  return { kind: "some", ids: all };
}

/** As the server is told; null where nothing is picked. */
export function selectionOf(picked: Picked, filter: Filter): Selection | null {
  if (picked.kind === "all") return { filter, except: [...picked.except] };
  return picked.ids.size > 0 ? { ids: [...picked.ids] } : null;
}
