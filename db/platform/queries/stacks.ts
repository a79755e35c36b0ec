import { asc, eq, sql } from "drizzle-orm";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { databases, tenants } from "../schema";
import { stacks } from "../stack-schema";
import type { Placement } from "../states";

/** An installation that holds one tenant; see `stacks` of the schema. */
export type Stack = typeof stacks.$inferSelect;

/** Which tier a database is: that of a stack's Postgres is known by its server. */
export const placementOfDatabase = sql<Placement>`
  case when ${databases.server} ~ '^s[0-9]{8}@' then 'stack' else ${databases.kind} end`;

/** Every stack, in the order of their birth. */
export async function listStacks(tx: PlatformReadTx): Promise<Stack[]> {
  return tx.select().from(stacks).orderBy(asc(stacks.createdAt), asc(stacks.name));
}

/** The stack of this name, or null. */
export async function findStack(tx: PlatformReadTx, name: string): Promise<Stack | null> {
  const [row] = await tx.select().from(stacks).where(eq(stacks.name, name));
  return row ?? null;
}

/**
 * Enters a stack that is about to be made.
 * @returns false when another stack has the name
 */
export async function addStack(
  tx: PlatformWriteTx,
  stack: Pick<Stack, "name" | "tenantId" | "ground">,
): Promise<boolean> {
  const rows = await tx
    .insert(stacks)
    .values(stack)
    .onConflictDoNothing()
    .returning({ name: stacks.name });
  return rows.length > 0;
}

/** Changes what the platform knows of a stack. */
export async function changeStack(
  tx: PlatformWriteTx,
  name: string,
  change: Partial<Pick<Stack, "state" | "image" | "ground">>,
): Promise<void> {
  await tx.update(stacks).set(change).where(eq(stacks.name, name));
}

/** Notes where a stack stands now, for itself and for the databases on its server. */
export async function placeStack(
  tx: PlatformWriteTx,
  name: string,
  at: Pick<Stack, "server" | "origin" | "image">,
): Promise<void> {
  await tx.update(stacks).set(at).where(eq(stacks.name, name));
  await tx
    .update(databases)
    .set({ server: `${name}@${at.server}` })
    .where(sql`split_part(${databases.server}, '@', 1) = ${name}`);
}

/** Forgets a stack that is no more. */
export async function removeStack(tx: PlatformWriteTx, name: string): Promise<void> {
  await tx.delete(stacks).where(eq(stacks.name, name));
}

/** What the directory of a stack says of its tenant and of the database it lives in. */
export interface DirectoryLine {
  readonly id: string;
  readonly slug: string;
  readonly state: string;
  readonly confirmedAt: Date | null;
  readonly purgeAt: Date | null;
  readonly createdAt: Date;
}

/** The row of a tenant as the directory of its stack must hold it, or null. */
export async function findDirectoryLine(
  tx: PlatformReadTx,
  tenantId: string,
): Promise<DirectoryLine | null> {
  const { id, slug, state, confirmedAt, purgeAt, createdAt } = tenants;
  const [row] = await tx
    .select({ id, slug, state, confirmedAt, purgeAt, createdAt })
    .from(tenants)
    .where(eq(tenants.id, tenantId));
  return row ?? null;
}
