import { and, desc, eq, isNotNull, isNull } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { FIRST_CURRENCY } from "../choices";
import { copies, copyPrivate } from "../copy-schema";
import { items } from "../schema";
import { observations } from "../value-schema";

/** Among how many of the newest items an amount is looked for, so that a large collection is not read for one word. */
const NEWEST = 100;

/** The currency in which a site wrote an amount last, with which a new one begins; a dollar where it wrote none. */
export async function findLastCurrency(tx: ReadTx): Promise<string> {
  const newest = tx
    .select({ tenantId: items.tenantId, id: items.id, updatedAt: items.updatedAt })
    .from(items)
    .where(isNull(items.trashedAt))
    .orderBy(desc(items.createdAt), desc(items.id))
    .limit(NEWEST)
    .as("newest");
  const ofNewest = (row: typeof copies | typeof observations) =>
    and(eq(row.tenantId, newest.tenantId), eq(row.itemId, newest.id));
  const [paid, noted] = await Promise.all([
    tx
      .select({ currency: copyPrivate.currency, at: newest.updatedAt })
      .from(newest)
      .innerJoin(copies, ofNewest(copies))
      .innerJoin(
        copyPrivate,
        and(eq(copyPrivate.tenantId, copies.tenantId), eq(copyPrivate.copyId, copies.id)),
      )
      .where(isNotNull(copyPrivate.pricePaid))
      .orderBy(desc(newest.updatedAt), desc(copies.position))
      .limit(1),
    tx
      .select({ currency: observations.currency, at: observations.notedAt })
      .from(newest)
      .innerJoin(observations, ofNewest(observations))
      .orderBy(desc(observations.notedAt))
      .limit(1),
  ]);
  const [last] = [...paid, ...noted].toSorted((one, other) => Number(other.at) - Number(one.at));
  return last?.currency ?? FIRST_CURRENCY;
}
