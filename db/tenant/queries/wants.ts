import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { ReadTx, WriteTx } from "@/db/scope";
import { wantLimits, wants } from "../copy-schema";
import type { Want } from "../item";
import { items } from "../schema";
import { askable } from "./text";

/** What is wanted of these items, by their ids; nothing of those that are not. The highest price is empty for visitors. */
export async function listWantsOf(
  tx: ReadTx,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, Want>> {
  const rows = await wantsWhere(tx, inArray(items.id, [...itemIds]));
  return new Map(rows.map(({ itemId, ...row }) => [itemId, wantOf(row)]));
}

/** What is wanted of the item at an address, or null. */
export async function findWantBySlug(tx: ReadTx, slug: string): Promise<Want | null> {
  const [row] = await wantsWhere(tx, eq(items.slug, askable(slug)));
  if (!row) return null;
  const { itemId: _itemId, ...found } = row;
  return wantOf(found);
}

function wantsWhere(tx: ReadTx, which: SQL) {
  return tx
    .select({
      itemId: items.id,
      priority: wants.priority,
      condition: wants.condition,
      swingTag: wants.swingTag,
      note: wants.note,
      limit: { highest: wantLimits.highest, currency: wantLimits.currency },
    })
    .from(wants)
    .innerJoin(items, and(eq(items.tenantId, wants.tenantId), eq(items.id, wants.itemId)))
    .leftJoin(
      wantLimits,
      and(eq(wantLimits.tenantId, wants.tenantId), eq(wantLimits.wantId, wants.id)),
    )
    .where(which);
}

type Found = Omit<Want, "highest" | "currency"> & {
  readonly limit: { readonly highest: number | null; readonly currency: string } | null;
};

function wantOf({ limit, ...want }: Found): Want {
  return { ...want, highest: limit?.highest ?? null, currency: limit?.currency ?? "" };
}

/** Makes what is wanted of an item what the draft says; null ends it. The caller holds the item. */
export async function changeWant(tx: WriteTx, itemId: string, want: Want | null): Promise<void> {
  if (!want) {
    await tx.delete(wants).where(eq(wants.itemId, itemId));
    return;
  }
  const { highest, currency, ...open } = want;
  const [row] = await tx
    .insert(wants)
    .values({ ...open, itemId })
    .onConflictDoUpdate({ target: [wants.tenantId, wants.itemId], set: open })
    .returning({ id: wants.id });
  if (!row) throw new Error("The want was not written.");
  if (highest === null) await tx.delete(wantLimits).where(eq(wantLimits.wantId, row.id));
  else
    await tx
      .insert(wantLimits)
      .values({ wantId: row.id, highest, currency })
      .onConflictDoUpdate({
        target: [wantLimits.tenantId, wantLimits.wantId],
        set: { highest: sql`excluded.highest`, currency: sql`excluded.currency` },
      });
}
