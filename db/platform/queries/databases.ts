import { and, asc, count, eq, getTableColumns, sql } from "drizzle-orm";
import type { Tenant } from "@/db/scope";
import type { DirectoryReadTx, DirectoryWriteTx } from "../directory";
import type { PlatformWriteTx } from "../door";
import { databases, tenants } from "../schema";

/** A database that holds tenants, or waits for one. */
export interface Database extends Readonly<typeof databases.$inferSelect> {
  /** How many live in it. */
  readonly tenants: number;
}

/** Every database, pools first, in the order of their birth. */
export async function listAllDatabases(tx: DirectoryReadTx): Promise<Database[]> {
  return tx
    .select(shape(tx))
    .from(databases)
    .orderBy(sql`${databases.kind} desc`, asc(databases.createdAt));
}

/** The database of this name, or null. */
export async function findDatabase(tx: DirectoryReadTx, name: string): Promise<Database | null> {
  const [row] = await tx.select(shape(tx)).from(databases).where(eq(databases.name, name));
  return row ?? null;
}

/** Enters a database that is about to be made. */
export async function addDatabase(
  tx: DirectoryWriteTx,
  database: Pick<Database, "kind" | "name" | "server" | "state">,
): Promise<string> {
  const [row] = await tx.insert(databases).values(database).returning({ id: databases.id });
  if (!row) throw new Error("The database was not entered.");
  return row.id;
}

/**
 * Takes the oldest spare own database that nobody else is taking now, for the tenant of this transaction.
 * @param server only one on this server, where given
 * @returns null when there is none
 */
export async function takeSpare(tx: DirectoryWriteTx, server?: string): Promise<Database | null> {
  const spare = eq(databases.state, "spare");
  const [held] = await tx
    .select({ id: databases.id })
    .from(databases)
    .where(server === undefined ? spare : and(spare, eq(databases.server, server)))
    .orderBy(asc(databases.createdAt))
    .limit(1)
    .for("update", { skipLocked: true });
  if (!held) return null;
  const [row] = await tx
    .update(databases)
    .set({ state: "ready" })
    .where(eq(databases.id, held.id))
    .returning();
  return row ? { ...row, tenants: 0 } : null;
}

/** Changes what the platform knows of a database. */
export async function changeDatabase(
  tx: DirectoryWriteTx,
  id: string,
  change: Partial<Pick<Database, "state" | "generation" | "schemaVersion" | "bytes">>,
): Promise<void> {
  await tx.update(databases).set(change).where(eq(databases.id, id));
}

/** Forgets a database that is no more. */
export async function removeDatabase(tx: PlatformWriteTx, id: string): Promise<void> {
  await tx.delete(databases).where(eq(databases.id, id));
}

/** How a scope reaches a database. */
export function addressIn({ name, server, generation }: Database): Tenant["database"] {
  return { name, server, generation };
}

function shape(tx: DirectoryReadTx) {
  const own = tx
    .select({ value: count() })
    .from(tenants)
    .where(eq(tenants.databaseId, databases.id));
  return { ...getTableColumns(databases), tenants: sql<number>`(${own})`.mapWith(Number) };
}
