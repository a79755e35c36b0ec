import { and, desc, eq, gt, inArray, lt, or, sql } from "drizzle-orm";
import { currentParent } from "@/base/telemetry/trace";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { operations } from "../schema";

const UNENDED = ["waiting", "running"] as const;

export type Operation = typeof operations.$inferSelect;

/** What is ordered. The worker begins it once the transaction commits and `runAt` has come. */
export interface Order {
  readonly kind: string;
  readonly tenantId?: string;
  readonly slug?: string;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly memory?: Readonly<Record<string, unknown>>;
  /** false where it may run beside others of the same tenant. */
  readonly exclusive?: boolean;
  /** `owner`, `operator NAME`, `command line` or `Swingtag`. */
  readonly orderedBy: string;
  readonly reason?: string;
  readonly runAt?: Date;
}

/**
 * Orders work in the caller's transaction.
 * @returns the operation's id, or null when another exclusive one of this tenant is under way
 */
export async function orderOperation(tx: PlatformWriteTx, order: Order): Promise<string | null> {
  const [row] = await tx
    .insert(operations)
    .values({
      ...order,
      input: order.input ?? {},
      memory: order.memory ?? {},
      trace: currentParent() ?? "",
    })
    .onConflictDoNothing()
    .returning({ id: operations.id });
  return row?.id ?? null;
}

/** The operation with this id, or null. */
export async function findOperation(tx: PlatformReadTx, id: string): Promise<Operation | null> {
  const [row] = await tx.select().from(operations).where(eq(operations.id, id));
  return row ?? null;
}

/** A tenant's operations, newest first, at most `limit`. */
export async function listOperations(
  tx: PlatformReadTx,
  tenantId: string,
  limit = 20,
): Promise<Operation[]> {
  return tx
    .select()
    .from(operations)
    .where(eq(operations.tenantId, tenantId))
    .orderBy(desc(operations.createdAt))
    .limit(limit);
}

/** The exclusive operation that a tenant waits for or that runs, or null. */
export async function findRunning(tx: PlatformReadTx, tenantId: string): Promise<Operation | null> {
  const [row] = await tx
    .select()
    .from(operations)
    .where(
      and(
        eq(operations.tenantId, tenantId),
        eq(operations.exclusive, true),
        inArray(operations.state, UNENDED),
      ),
    );
  return row ?? null;
}

/** Notes how far an operation is; `memory` is merged into what it keeps. */
export async function noteProgress(
  tx: PlatformWriteTx,
  id: string,
  note: Partial<Pick<Operation, "step" | "done" | "total" | "error" | "attempts">> & {
    readonly memory?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const { memory, ...rest } = note;
  await tx
    .update(operations)
    .set({
      ...rest,
      ...(memory && {
        memory: sql`${operations.memory} || ${JSON.stringify(memory)}::text::jsonb`,
      }),
    })
    .where(eq(operations.id, id));
}

/** Marks an operation as begun; counts the attempt. */
export async function beginOperation(tx: PlatformWriteTx, id: string): Promise<Operation | null> {
  const [row] = await tx
    .update(operations)
    .set({
      state: "running",
      attempts: sql`${operations.attempts} + 1`,
      startedAt: sql`coalesce(${operations.startedAt}, now())`,
    })
    .where(and(eq(operations.id, id), inArray(operations.state, UNENDED)))
    .returning();
  return row ?? null;
}

/** Marks an operation as ended. */
export async function endOperation(
  tx: PlatformWriteTx,
  id: string,
  state: "succeeded" | "failed",
  error = "",
): Promise<void> {
  await tx
    .update(operations)
    .set({ state, error, endedAt: sql`now()` })
    .where(and(eq(operations.id, id), inArray(operations.state, UNENDED)));
}

/** How many operations of a kind wait or run. */
export async function countUnended(tx: PlatformReadTx, kind: string): Promise<number> {
  return tx.$count(operations, and(eq(operations.kind, kind), inArray(operations.state, UNENDED)));
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

/** Takes back what has not begun, such as a removal in 30 days. */
export async function cancelWaiting(
  tx: PlatformWriteTx,
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

/** How long a paused operation waits before it looks by itself whether its site is open again, in hours. */
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
export async function wakeOperations(tx: PlatformWriteTx, tenantId: string): Promise<void> {
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

/** For how long the oldest operation that is due waits to be begun, in seconds. */
export async function findLag(tx: PlatformReadTx): Promise<number> {
  const [row] = await tx
    .select({ lag: sql<number>`coalesce(extract(epoch from now() - min(run_at)), 0)::float8` })
    .from(operations)
    .where(and(eq(operations.state, "waiting"), lt(operations.runAt, sql`now()`)));
  return row?.lag ?? 0;
}
