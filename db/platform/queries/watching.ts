import { and, asc, desc, eq, gte, inArray, lt, notLike, sql } from "drizzle-orm";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { databases } from "../schema";
import { componentDays, instances, samples, watchedDatabases } from "../status-schema";

export type Instance = typeof instances.$inferSelect;
export type Sample = typeof samples.$inferSelect;
export type ComponentDay = typeof componentDays.$inferSelect;
export type WatchedState = Sample["state"];

/** Says that a process lives, by the database's clock. */
export async function noteInstance(
  tx: PlatformWriteTx,
  instance: Pick<Instance, "name" | "kind" | "version">,
): Promise<void> {
  const seenAt = sql`clock_timestamp()`;
  await tx
    .insert(instances)
    .values({ ...instance, startedAt: seenAt, seenAt })
    .onConflictDoUpdate({
      target: [instances.kind, instances.name],
      set: { seenAt, version: instance.version },
    });
}

/** Forgets a process that leaves, or those that were not seen for so many minutes. */
export async function forgetInstances(
  tx: PlatformWriteTx,
  which: Pick<Instance, "name" | "kind"> | { readonly minutes: number },
): Promise<void> {
  await tx
    .delete(instances)
    .where(
      "name" in which
        ? and(eq(instances.kind, which.kind), eq(instances.name, which.name))
        : lt(instances.seenAt, sql`now() - make_interval(mins => ${which.minutes})`),
    );
}

/** A process with how long it has been silent, in seconds. */
export type ListedInstance = Instance & { readonly silent: number };

/** Every process that has not left, those that began first first. */
export async function listInstances(tx: PlatformReadTx): Promise<ListedInstance[]> {
  return tx
    .select({
      name: instances.name,
      kind: instances.kind,
      version: instances.version,
      startedAt: instances.startedAt,
      seenAt: instances.seenAt,
      silent: sql<number>`extract(epoch from now() - ${instances.seenAt})`.mapWith(Number),
    })
    .from(instances)
    .orderBy(asc(instances.startedAt), asc(instances.name));
}

/**
 * Keeps what was found in whole minutes and adds it to its day. A minute that somebody noted already stays.
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
export async function listLastSamples(tx: PlatformReadTx): Promise<Sample[]> {
  const newest = tx.select({ at: sql`max(${samples.at})` }).from(samples);
  return tx
    .select()
    .from(samples)
    .where(gte(samples.at, sql`(${newest}) - interval '15 minutes'`))
    .orderBy(asc(samples.component), desc(samples.at));
}

/** The sums of the last 90 days, oldest first. */
export async function listComponentDays(tx: PlatformReadTx): Promise<ComponentDay[]> {
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

/** A database as it was watched last; `run` counts equal answers in a row, 0 before the first asking. */
export interface WatchedDatabase {
  readonly id: string;
  readonly kind: "pool" | "own";
  readonly name: string;
  readonly server: string;
  readonly generation: number;
  readonly state: WatchedState;
  readonly run: number;
}

/** The databases that serve sites: those that did not answer first, then those asked longest ago. */
export async function listWatched(tx: PlatformReadTx): Promise<WatchedDatabase[]> {
  return (
    tx
      .select({
        id: databases.id,
        kind: databases.kind,
        name: databases.name,
        server: databases.server,
        generation: databases.generation,
        state: sql<WatchedState>`coalesce(${watchedDatabases.state}, 'operational')`,
        run: sql<number>`coalesce(${watchedDatabases.run}, 0)`.mapWith(Number),
      })
      .from(databases)
      .leftJoin(watchedDatabases, eq(watchedDatabases.databaseId, databases.id))
      // What stands in a stack of its own is watched from there.
      .where(and(eq(databases.state, "ready"), notLike(databases.server, "%@%")))
      .orderBy(
        sql`${watchedDatabases.state} = 'operational' nulls last`,
        sql`${watchedDatabases.askedAt} nulls first`,
      )
  );
}

/** Keeps what databases answered. One that was removed meanwhile is left out. */
export async function noteWatched(
  tx: PlatformWriteTx,
  found: readonly Pick<WatchedDatabase, "id" | "state" | "run">[],
): Promise<void> {
  if (found.length === 0) return;
  const there = new Set(
    (
      await tx
        .select({ id: databases.id })
        .from(databases)
        .where(
          inArray(
            databases.id,
            found.map(({ id }) => id),
          ),
        )
        .for("key share")
    ).map(({ id }) => id),
  );
  const kept = found.filter(({ id }) => there.has(id));
  if (kept.length === 0) return;
  await tx
    .insert(watchedDatabases)
    .values(kept.map(({ id, state, run }) => ({ databaseId: id, state, run, askedAt: sql`now()` })))
    .onConflictDoUpdate({
      target: watchedDatabases.databaseId,
      set: {
        state: sql`excluded.state`,
        run: sql`excluded.run`,
        askedAt: sql`excluded.asked_at`,
      },
    });
}
