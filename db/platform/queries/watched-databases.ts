import { and, eq, inArray, notLike, sql } from "drizzle-orm";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { databases } from "../schema";
import { watchedDatabases } from "../status-schema";
import type { Database } from "./databases";
import type { Sample } from "./watching";

export type WatchedState = Sample["state"];

/** A database with its last answer. `run` counts equal answers in a row; 0 before the first. */
export interface WatchedDatabase
  extends Pick<Database, "id" | "kind" | "name" | "server" | "generation"> {
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
      // A stack's own worker watches the stack's database.
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
