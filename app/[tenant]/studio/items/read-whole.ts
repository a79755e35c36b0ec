import { Refusal } from "@/base/refusal";
import type { WriteTx } from "@/db/scope";
import type { ItemDraft } from "@/db/tenant/item";
import { listFields } from "@/db/tenant/queries/own-fields";
import { readOwn } from "@/server/items/own-typed";
import { findGone } from "./gone";

/**
 * The draft with what stands in the owner's fields, read as these have it. It holds what the draft names, so it comes
 * before any query that holds an item.
 * @param itemId the item that is saved; undefined for a new one
 * @throws Refusal (422) saying beside each field what is wrong with it, also where what it names was removed meanwhile
 */
export async function readWhole(
  tx: WriteTx,
  typed: ItemDraft,
  itemId?: string,
): Promise<ItemDraft> {
  const gone = await findGone(tx, typed, itemId);
  const { draft, problems } = readOwn(typed, await listFields(tx));
  const all = { ...gone, ...problems };
  const fields = Object.fromEntries(
    Object.entries(all).map(([name, problem]) => [`values.${name}`, problem]),
  );
  const [problem] = Object.values(all);
  if (problem) throw new Refusal(problem, { fields });
  return draft;
}
