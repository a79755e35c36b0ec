import { lt, sql } from "drizzle-orm";
import type { DirectoryWriteTx } from "../directory";
import { rates } from "../schema";

/** At most `limit` attempts within `seconds`, counted from the first. */
export interface Rate {
  readonly limit: number;
  readonly seconds: number;
}

/**
 * Counts an attempt in the database, so that the limit holds across replicas.
 * @param key what is counted, already hashed: no address is stored
 * @returns 0 when the attempt is within the limit, else the seconds until the next is
 */
export async function takeAttempt(tx: DirectoryWriteTx, key: string, rate: Rate): Promise<number> {
  const expires = sql`now() + make_interval(secs => ${rate.seconds})`;
  const over = sql`${rates.expiresAt} <= now()`;
  const [row] = await tx
    .insert(rates)
    .values({ key, startedAt: sql`now()`, count: 1, expiresAt: expires })
    .onConflictDoUpdate({
      target: rates.key,
      set: {
        count: sql`case when ${over} then 1 else ${rates.count} + 1 end`,
        startedAt: sql`case when ${over} then now() else ${rates.startedAt} end`,
        expiresAt: sql`case when ${over} then ${expires} else ${rates.expiresAt} end`,
      },
    })
    .returning({
      count: rates.count,
      wait: sql<number>`ceil(extract(epoch from ${rates.expiresAt} - now()))::int`,
    });
  return row && row.count > rate.limit ? Math.max(1, row.wait) : 0;
}

/** Removes counters whose window is over. */
export async function forgetAttempts(tx: DirectoryWriteTx): Promise<void> {
  await tx.delete(rates).where(lt(rates.expiresAt, sql`now()`));
}
