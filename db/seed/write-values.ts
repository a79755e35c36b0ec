import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import type { WriteTx } from "@/db/scope";
import { copies } from "@/db/tenant/copy-schema";
import { type ExchangeRate, keepExchangeRate } from "@/db/tenant/queries/exchange-rates";
import { addObservation, type ObservationDraft } from "@/db/tenant/queries/observations";
import { items } from "@/db/tenant/schema";

/** An observation of the item at an address; of one copy by its place among the item's copies. */
export interface SeedObservation extends Omit<ObservationDraft, "copyId"> {
  readonly slug: string;
  readonly copy?: number;
}

export type SeedRate = Omit<ExchangeRate, "id">;

type Rest = Pick<SeedObservation, "source" | "currency"> &
  Partial<Pick<SeedObservation, "condition" | "copy">>;

const noted =
  (kind: ObservationDraft["kind"]) =>
  (slug: string, observed: string, amount: number, rest: Rest): SeedObservation => ({
    slug,
    kind,
    observed,
    amount,
    condition: "",
    ...rest,
  });

export const appraised = noted("appraised");
export const sold = noted("sold");
export const estimated = noted("estimate");

/** Notes values of items that are there, and rates. */
export async function writeValues(
  tx: WriteTx,
  observations: readonly SeedObservation[],
  rates: readonly SeedRate[],
): Promise<void> {
  for (const { slug, copy, ...observed } of observations) {
    const [item] = await tx.select({ id: items.id }).from(items).where(eq(items.slug, slug));
    if (!item) throw new Error(`There is no item ${slug}.`);
    const held = await tx
      .select({ id: copies.id })
      .from(copies)
      .where(eq(copies.itemId, item.id))
      .orderBy(asc(copies.position));
    const copyId = copy === undefined ? null : (held[copy]?.id ?? null);
    await addObservation(tx, item.id, { id: randomUUID(), copyId, ...observed });
  }
  for (const rate of rates) await keepExchangeRate(tx, { id: randomUUID(), ...rate });
}
