import { and, eq, gt, inArray, sql } from "drizzle-orm";
import type { DirectoryWriteTx } from "../directory";
import type { PlatformWriteTx } from "../door";
import { operations } from "../schema";
import { UNENDED } from "./operations";

/** Cancels an operation that has not begun, such as a removal in 30 days. */
export async function cancelWaiting(
  tx: DirectoryWriteTx,
  tenantId: string,
  kind: string,
): Promise<number> {
  const rows = await tx
    .update(operations)
    .set({ state: "failed", error: "Taken back.", endedAt: sql`now()` })
    .where(
      and(
        eq(operations.tenantId, tenantId),
        eq(operations.kind, kind),
        eq(operations.state, "waiting"),
      ),
    )
    .returning({ id: operations.id });
  return rows.length;
}

/** After how many hours a paused operation checks by itself whether its site is open again. */
const PAUSE_HOURS = 6;

/** Lets a begun operation wait; `wakeOperations` brings it forward. */
export async function pauseOperation(
  tx: PlatformWriteTx,
  id: string,
  attempts: number,
): Promise<void> {
  await tx
    .update(operations)
    .set({
      attempts,
      step: "Waiting until the site is open again",
      runAt: sql`now() + make_interval(hours => ${PAUSE_HOURS})`,
    })
    .where(and(eq(operations.id, id), inArray(operations.state, UNENDED)));
}

/** Brings forward what was paused for a tenant; the worker's next sweep takes it up. */
export async function wakeOperations(tx: DirectoryWriteTx, tenantId: string): Promise<void> {
  await tx
    .update(operations)
    .set({ runAt: sql`now()` })
    .where(
      and(
        eq(operations.tenantId, tenantId),
        eq(operations.state, "running"),
        gt(operations.runAt, sql`now()`),
      ),
    );
}
