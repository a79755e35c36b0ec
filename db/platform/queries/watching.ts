import { asc, desc, gte, lt, sql } from "drizzle-orm";
import type { DirectoryReadTx } from "../directory";
import type { PlatformWriteTx } from "../door";
import { componentDays, samples } from "../status-schema";

export type Sample = typeof samples.$inferSelect;
export type ComponentDay = typeof componentDays.$inferSelect;
/**
 * Stores samples of whole minutes and adds them to their day. A sample that exists already stays.
 * @returns those that are new
 */
export async function addSamples(
  tx: PlatformWriteTx,
  found: readonly Sample[],
): Promise<Pick<Sample, "component" | "at" | "state">[]> {
  if (found.length === 0) return [];
  const fresh = await tx
    .insert(samples)
    .values([...found])
    .onConflictDoNothing()
    .returning({ component: samples.component, at: samples.at, state: samples.state });
  const sums = new Map<string, ComponentDay>();
  for (const { component, at, state } of fresh) {
    const day = at.toISOString().slice(0, 10);
    const zero = { component, day, operational: 0, degraded: 0, down: 0, maintenance: 0 };
    const sum = sums.get(`${component} ${day}`) ?? zero;
    sums.set(`${component} ${day}`, { ...sum, [state]: sum[state] + 1 });
  }
  if (sums.size > 0)
    await tx
      .insert(componentDays)
      .values([...sums.values()])
      .onConflictDoUpdate({
        target: [componentDays.component, componentDays.day],
        set: {
          operational: sql`${componentDays.operational} + excluded.operational`,
          degraded: sql`${componentDays.degraded} + excluded.degraded`,
          down: sql`${componentDays.down} + excluded.down`,
          maintenance: sql`${componentDays.maintenance} + excluded.maintenance`,
        },
      });
  return fresh;
}

/** What was found in the 15 minutes up to the newest sample, newest first. */
export async function listLastSamples(tx: DirectoryReadTx): Promise<Sample[]> {
  const newest = tx.select({ at: sql`max(${samples.at})` }).from(samples);
  return tx
    .select()
    .from(samples)
    .where(gte(samples.at, sql`(${newest}) - interval '15 minutes'`))
    .orderBy(asc(samples.component), desc(samples.at));
}

/** The sums of the last 90 days, oldest first. */
export async function listComponentDays(tx: DirectoryReadTx): Promise<ComponentDay[]> {
  return tx
    .select()
    .from(componentDays)
    .where(gte(componentDays.day, sql`(now() at time zone 'UTC')::date - 89`))
    .orderBy(asc(componentDays.component), asc(componentDays.day));
}

/** Removes samples older than two days and sums older than 90. */
export async function forgetSamples(tx: PlatformWriteTx): Promise<void> {
  await tx.delete(samples).where(lt(samples.at, sql`now() - interval '2 days'`));
  await tx
    .delete(componentDays)
    .where(lt(componentDays.day, sql`(now() at time zone 'UTC')::date - 89`));
}
