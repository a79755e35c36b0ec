import { and, asc, eq, ne, sql } from "drizzle-orm";
import type { DirectoryReadTx } from "../directory";
import type { PlatformWriteTx } from "../door";
import { databases, operations, tenants } from "../schema";
import { type Database, findDatabase } from "./databases";

/**
 * The pool with the fewest tenants that a tenant could move to, or null.
 * @param search `except` names the database it lives in; `server` limits to the pools of one
 */
export async function findRoomiestPool(
  tx: DirectoryReadTx,
  search: { readonly except: string; readonly server?: string },
): Promise<Database | null> {
  const inhabitants = tx
    .select({ value: sql`count(*)` })
    .from(tenants)
    .where(eq(tenants.databaseId, databases.id));
  const [row] = await tx
    .select({ name: databases.name })
    .from(databases)
    .where(
      and(
        eq(databases.kind, "pool"),
        eq(databases.state, "ready"),
        ne(databases.name, search.except),
        search.server === undefined ? undefined : eq(databases.server, search.server),
      ),
    )
    .orderBy(sql`(${inhabitants})`, asc(databases.name))
    .limit(1);
  return row ? findDatabase(tx, row.name) : null;
}

/**
 * Locks an operation until the transaction ends, if `attempt` is still the running one. An attempt that hung
 * and was thought dead must not go on once another has begun.
 */
export async function holdAttempt(
  tx: PlatformWriteTx,
  id: string,
  attempt: number,
): Promise<boolean> {
  const rows = await tx
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(eq(operations.id, id), eq(operations.attempts, attempt), eq(operations.state, "running")),
    )
    .for("update");
  return rows.length > 0;
}

/** Cancels the removal of a tenant's old copy in this database, because the tenant lives there again. */
export async function cancelCopyRemoval(
  tx: PlatformWriteTx,
  tenantId: string,
  databaseId: string,
): Promise<void> {
  await tx
    .delete(operations)
    .where(
      and(
        eq(operations.tenantId, tenantId),
        eq(operations.kind, "retire-copy"),
        eq(operations.state, "waiting"),
        sql`${operations.input} ->> 'databaseId' = ${databaseId}`,
      ),
    );
}

/**
 * Takes a spare of this name, for the tenant of this transaction.
 * @returns null when it is no spare any more
 */
export async function takeNamedSpare(tx: PlatformWriteTx, name: string): Promise<Database | null> {
  const rows = await tx
    .update(databases)
    .set({ state: "ready" })
    .where(and(eq(databases.name, name), eq(databases.state, "spare")))
    .returning({ id: databases.id });
  return rows.length > 0 ? findDatabase(tx, name) : null;
}
