import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { currentParent } from "@/base/telemetry/trace";
import type { DirectoryReadTx, DirectoryWriteTx } from "../directory";
import type { PlatformWriteTx } from "../door";
import { operations } from "../schema";

/** The states of an operation that has not ended. */
export const UNENDED = ["waiting", "running"] as const;

export type Operation = typeof operations.$inferSelect;

/** What is ordered. The worker begins it once the transaction commits and `runAt` has come. */
export interface Order {
  /** Of the caller's choice, so that what is ordered twice is done once. */
  readonly id?: string;
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
export async function orderOperation(tx: DirectoryWriteTx, order: Order): Promise<string | null> {
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
export async function findOperation(tx: DirectoryReadTx, id: string): Promise<Operation | null> {
  const [row] = await tx.select().from(operations).where(eq(operations.id, id));
  return row ?? null;
}

/** A tenant's operations, newest first, at most `limit`. */
export async function listOperations(
  tx: DirectoryReadTx,
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

/** The tenant's exclusive operation that waits or runs, or null. */
export async function findRunning(
  tx: DirectoryReadTx,
  tenantId: string,
): Promise<Operation | null> {
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
