import { and, eq, gt, inArray, lt, or, sql } from "drizzle-orm";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { operations } from "../schema";
import { UNENDED } from "./operations";

/** How many operations of a kind wait or run. */
export async function countUnended(tx: PlatformReadTx, kind: string): Promise<number> {
  return tx.$count(operations, and(eq(operations.kind, kind), inArray(operations.state, UNENDED)));
}

/** How many operations wait or run, and how many failed within a day, by kind. */
export async function countByKind(tx: PlatformReadTx) {
  return tx
    .select({ kind: operations.kind, state: operations.state, count: sql<number>`count(*)::int` })
    .from(operations)
    .where(
      or(
        inArray(operations.state, UNENDED),
        and(eq(operations.state, "failed"), gt(operations.endedAt, sql`now() - interval '1 day'`)),
      ),
    )
    .groupBy(operations.kind, operations.state);
}

/** For how many seconds the oldest operation that is due has waited for a worker. */
export async function measureLag(tx: PlatformReadTx): Promise<number> {
  const [row] = await tx
    .select({ lag: sql<number>`coalesce(extract(epoch from now() - min(run_at)), 0)::float8` })
    .from(operations)
    .where(and(eq(operations.state, "waiting"), lt(operations.runAt, sql`now()`)));
  return row?.lag ?? 0;
}

/**
 * Forgets operations that ended long ago: those of these kinds after a day, all others after 90.
 * @returns how many
 */
export async function forgetEnded(tx: PlatformWriteTx, brief: readonly string[]): Promise<number> {
  const rows = await tx
    .delete(operations)
    .where(
      and(
        inArray(operations.state, ["succeeded", "failed"]),
        or(
          lt(operations.endedAt, sql`now() - interval '90 days'`),
          and(
            inArray(operations.kind, [...brief]),
            lt(operations.endedAt, sql`now() - interval '1 day'`),
          ),
        ),
      ),
    )
    .returning({ id: operations.id });
  return rows.length;
}
