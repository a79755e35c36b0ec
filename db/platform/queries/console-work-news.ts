import { and, desc, inArray, sql } from "drizzle-orm";
import type { PlatformReadTx } from "../door";
import { operations } from "../schema";
import { type ConsoleOperation, work } from "./console-work";

/** How many operations are in each state; waiting ones whose time has not come are `later`. */
export async function countWork(
  tx: PlatformReadTx,
): Promise<{ readonly running: number; readonly later: number; readonly failed: number }> {
  const open = inArray(operations.state, ["waiting", "running"]);
  const [row] = await tx
    .select({
      running:
        sql<number>`count(*) filter (where ${open} and ${operations.runAt} <= now())`.mapWith(
          Number,
        ),
      later: sql<number>`count(*) filter (where ${open} and ${operations.runAt} > now())`.mapWith(
        Number,
      ),
      failed: sql<number>`count(*) filter (where ${operations.state} = 'failed')`.mapWith(Number),
    })
    .from(operations);
  return row ?? { running: 0, later: 0, failed: 0 };
}

/** For each of these tenants what is under way now, and the last failure; at most one of each. */
export async function listNewsOf(
  tx: PlatformReadTx,
  tenantIds: readonly string[],
): Promise<ConsoleOperation[]> {
  if (tenantIds.length === 0) return [];
  return tx
    .selectDistinctOn([operations.tenantId, operations.state], work)
    .from(operations)
    .where(
      and(
        inArray(operations.tenantId, [...tenantIds]),
        inArray(operations.state, ["running", "waiting", "failed"]),
        sql`${operations.runAt} <= now()`,
      ),
    )
    .orderBy(operations.tenantId, operations.state, desc(operations.createdAt));
}
