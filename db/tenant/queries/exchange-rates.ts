import { and, asc, count, desc, eq, not, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { exchangeRates } from "../value-schema";
import { refuseFuture } from "./newest-day";

/** `1 from = rate to`, as an owner entered it for a day. */
export interface ExchangeRate {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Such as `2026-11-01`. */
  readonly day: string;
  /** A decimal above zero, without zeros at its end. */
  readonly rate: string;
}

/** How many a site keeps: they are shown whole. */
const MOST = 500;

/** All rates, the newest first. */
export async function listExchangeRates(tx: ReadTx): Promise<ExchangeRate[]> {
  return tx
    .select({
      id: exchangeRates.id,
      from: exchangeRates.fromCurrency,
      to: exchangeRates.toCurrency,
      day: exchangeRates.day,
      rate: sql<string>`trim_scale(${exchangeRates.rate})::text`,
    })
    .from(exchangeRates)
    .orderBy(
      desc(exchangeRates.day),
      asc(exchangeRates.fromCurrency),
      asc(exchangeRates.toCurrency),
      asc(exchangeRates.id),
    );
}

/**
 * Keeps a rate. Of two currencies there is one rate a day, so that another of that day takes its place.
 * @throws Refusal (409) when the site has all it may, (422) for a day still to come
 */
export async function keepExchangeRate(
  tx: WriteTx,
  { id, from, to, day, rate }: ExchangeRate,
): Promise<void> {
  await refuseFuture(tx, day, "day", "Enter the rate of a day up to today.");
  // The same request again, perhaps with a day that was corrected, takes the place of its first.
  await tx.delete(exchangeRates).where(eq(exchangeRates.id, id));
  const [there] = await tx
    .select({ value: count() })
    .from(exchangeRates)
    .where(
      not(
        and(
          eq(exchangeRates.fromCurrency, from),
          eq(exchangeRates.toCurrency, to),
          eq(exchangeRates.day, day),
        ) ?? sql`false`,
      ),
    );
  if ((there?.value ?? 0) >= MOST)
    throw new Refusal(`A site keeps up to ${MOST} rates. Remove an old one first.`, {
      status: 409,
    });
  await tx
    .insert(exchangeRates)
    .values({ id, fromCurrency: from, toCurrency: to, day, rate })
    .onConflictDoUpdate({
      target: [
        exchangeRates.tenantId,
        exchangeRates.fromCurrency,
        exchangeRates.toCurrency,
        exchangeRates.day,
      ],
      set: { rate },
    });
}

/** @throws Refusal (404) */
export async function removeExchangeRate(tx: WriteTx, id: string): Promise<void> {
  const gone = await tx
    .delete(exchangeRates)
    .where(eq(exchangeRates.id, id))
    .returning({ id: exchangeRates.id });
  if (gone.length === 0) throw new Refusal("There is no such rate.", { status: 404 });
}
