import { sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx } from "@/db/scope";

/**
 * Refuses a day that has begun nowhere on Earth, as `newest_day` of worth.sql has it.
 * @param field the name of the form's field that holds the day
 * @param advice what to enter in its place, as a sentence
 * @throws Refusal (422)
 */
export async function refuseFuture(
  tx: ReadTx,
  day: string,
  field: string,
  advice: string,
): Promise<void> {
  const [{ newest } = { newest: "" }] = await tx
    .select({ newest: sql<string>`newest_day()` })
    .from(sql`(select 1) as one`);
  const problem = "This day is still to come.";
  if (day > newest) throw new Refusal(`${problem} ${advice}`, { fields: { [field]: problem } });
}
