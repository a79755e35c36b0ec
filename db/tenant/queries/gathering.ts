import { sql } from "drizzle-orm";
import type { WriteTx } from "@/db/scope";

/**
 * Adds items. The words and facets of several are made once in the end and not table by table; nothing else may be written
 * in between.
 * @param work adds them and tells their ids, which nothing had before
 */
export async function gatherItems<T extends { readonly id: string }>(
  tx: WriteTx,
  count: number,
  work: () => Promise<T[]>,
): Promise<T[]> {
  if (count < 2) return work();
  const done = sql`true`;
  await tx.select({ done }).from(sql`begin_gathering()`);
  const rows = await work();
  const ids = `{${rows.map(({ id }) => id).join()}}`;
  await tx.select({ done }).from(sql`end_gathering(${ids}::uuid[])`);
  return rows;
}
