import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import type { PlatformReadTx } from "../door";
import { operations } from "../schema";
import type { Operation } from "./operations";

/** What an operation is doing or why it ended; never what it was given or keeps. */
export type ConsoleOperation = Omit<Operation, "input" | "memory" | "exclusive" | "trace">;

/** The columns of an operation as the console knows it. */
export const work = {
  id: operations.id,
  kind: operations.kind,
  tenantId: operations.tenantId,
  slug: operations.slug,
  state: operations.state,
  step: operations.step,
  done: operations.done,
  total: operations.total,
  attempts: operations.attempts,
  error: operations.error,
  orderedBy: operations.orderedBy,
  reason: operations.reason,
  runAt: operations.runAt,
  createdAt: operations.createdAt,
  startedAt: operations.startedAt,
  endedAt: operations.endedAt,
};

/** A tenant's operations, newest first. */
export async function listWorkOf(
  tx: PlatformReadTx,
  tenantId: string,
  limit = 30,
): Promise<ConsoleOperation[]> {
  return tx
    .select(work)
    .from(operations)
    .where(eq(operations.tenantId, tenantId))
    .orderBy(desc(operations.createdAt))
    .limit(limit);
}

/**
 * Operations in these states, newest first; those that wait for their time come last.
 * @param byPeople only what somebody ordered, not what Swingtag does by itself with each birth
 */
export async function listWork(
  tx: PlatformReadTx,
  states: readonly Operation["state"][],
  limit = 100,
  byPeople = false,
): Promise<ConsoleOperation[]> {
  return tx
    .select(work)
    .from(operations)
    .where(
      and(
        inArray(operations.state, [...states]),
        byPeople ? ne(operations.orderedBy, "Swingtag") : undefined,
      ),
    )
    .orderBy(
      sql`${operations.runAt} > now()`,
      sql`coalesce(${operations.endedAt}, ${operations.createdAt}) desc`,
    )
    .limit(limit);
}
