import { and, eq, isNull } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { copies, places } from "../copy-schema";
import { items } from "../schema";

/** What a printed label leads to. */
export type Labelled =
  | { readonly kind: "item"; readonly id: string; readonly slug: string }
  | { readonly kind: "place"; readonly id: string };

/**
 * What the id on a label names: a copy's leads to its item, a place's to the place. Null where there is nothing that
 * whoever asks may see, as row-level security has it: a label is a link, so visitors get to what is unlisted.
 */
export async function findLabelled(tx: ReadTx, id: string): Promise<Labelled | null> {
  const [copy, place] = await Promise.all([
    tx
      .select({ id: items.id, slug: items.slug })
      .from(copies)
      .innerJoin(items, and(eq(items.tenantId, copies.tenantId), eq(items.id, copies.itemId)))
      .where(and(eq(copies.id, id), isNull(items.trashedAt))),
    tx.select({ id: places.id }).from(places).where(eq(places.id, id)),
  ]);
  if (copy[0]) return { kind: "item", ...copy[0] };
  return place[0] ? { kind: "place", ...place[0] } : null;
}
