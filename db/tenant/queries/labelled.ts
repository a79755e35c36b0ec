import { and, eq } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { copies, places } from "../copy-schema";
import { items } from "../schema";
import { listed } from "./listed";

/** What a printed label leads to. */
export type Labelled =
  | { readonly kind: "item"; readonly id: string; readonly slug: string }
  | { readonly kind: "place"; readonly id: string };

/**
 * What the id on a label names: a copy's leads to its item, a place's to the place. Null where there is nothing that
 * whoever asks may see.
 */
export async function findLabelled(tx: ReadTx, id: string): Promise<Labelled | null> {
  const [copy, place] = await Promise.all([
    tx
      .select({ id: items.id, slug: items.slug })
      .from(copies)
      .innerJoin(items, and(eq(items.tenantId, copies.tenantId), eq(items.id, copies.itemId)))
      .where(and(eq(copies.id, id), listed(tx))),
    tx.select({ id: places.id }).from(places).where(eq(places.id, id)),
  ]);
  if (copy[0]) return { kind: "item", ...copy[0] };
  return place[0] ? { kind: "place", ...place[0] } : null;
}
