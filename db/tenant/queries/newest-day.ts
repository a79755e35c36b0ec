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
  if (day <= newest) return;
  const problem = "This day is still to come.";
  const slip = likelySlip(Number(day.slice(0, 4)), Number(newest.slice(0, 4)));
  throw new Refusal(`${problem} ${advice}`, {
    fields: { [field]: [problem, slip].join(" ").trim() },
  });
}

/** The years by which the calendar of Thailand is ahead. */
const BUDDHIST = 543;

/** What may have been meant by a year to come; empty in the year that it is. */
function likelySlip(year: number, now: number): string {
  if (year <= now) return "";
  const thai = year - BUDDHIST;
  return thai > now - 100 && thai <= now ? `Was it ${thai}?` : "Is the year right?";
}
