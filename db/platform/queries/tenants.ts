import { and, asc, count, eq, gt, inArray, sql } from "drizzle-orm";
import type { Tenant } from "@/db/scope";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { databases, keptNames, ownerships, tenants } from "../schema";
import { stacks } from "../stack-schema";
import { isKeptFrom } from "./names";
import { itsStack, shape, tenantOf } from "./tenant-shape";

/** The tenant of a site's name, or null. */
export async function findTenant(tx: PlatformReadTx, slug: string): Promise<Tenant | null> {
  const [row] = await tx
    .select(shape)
    .from(tenants)
    .innerJoin(databases, eq(databases.id, tenants.databaseId))
    .leftJoin(stacks, itsStack)
    .where(eq(tenants.slug, slug));
  return row ? tenantOf(row) : null;
}

/** The tenant with this id, in whatever state, or null. */
export async function findTenantById(tx: PlatformReadTx, id: string): Promise<Tenant | null> {
  const [row] = await tx
    .select(shape)
    .from(tenants)
    .innerJoin(databases, eq(databases.id, tenants.databaseId))
    .leftJoin(stacks, itsStack)
    .where(eq(tenants.id, id));
  return row ? tenantOf(row) : null;
}

/** The tenant where there is exactly one, as in the directory of a stack; else null. */
export async function findOnlyTenant(tx: PlatformReadTx): Promise<Tenant | null> {
  const rows = await tx
    .select(shape)
    .from(tenants)
    .innerJoin(databases, eq(databases.id, tenants.databaseId))
    .leftJoin(stacks, itsStack)
    .limit(2);
  const [row] = rows;
  return row && rows.length === 1 ? tenantOf(row) : null;
}

/** Which of these names are taken, or kept from everyone for now. */
export async function listTaken(tx: PlatformReadTx, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return [];
  const taken = tx
    .select({ slug: tenants.slug })
    .from(tenants)
    .where(inArray(tenants.slug, [...slugs]));
  const kept = tx
    .select({ slug: keptNames.slug })
    .from(keptNames)
    .where(and(inArray(keptNames.slug, [...slugs]), gt(keptNames.until, sql`now()`)));
  const rows = await Promise.all([taken, kept]);
  return [...new Set(rows.flat().map((row) => row.slug))];
}

/** The active tenants whose owner's address hashes to this, in the order of their birth, at most 20. */
export async function listOwned(tx: PlatformReadTx, emailHash: string): Promise<Tenant[]> {
  const rows = await tx
    .select(shape)
    .from(ownerships)
    .innerJoin(tenants, eq(tenants.id, ownerships.tenantId))
    .innerJoin(databases, eq(databases.id, tenants.databaseId))
    .leftJoin(stacks, itsStack)
    .where(and(eq(ownerships.emailHash, emailHash), eq(tenants.state, "active")))
    .orderBy(asc(tenants.createdAt))
    .limit(20);
  return rows.map(tenantOf);
}

/** A new tenant's claim on its name. */
export interface Claim {
  readonly slug: string;
  readonly ownerEmailHash: string;
  /** The database it shall live in; the emptiest pool where none is named. */
  readonly databaseName?: string;
  readonly confirmed?: boolean;
  /** `founding` where its rows are still to be written; active where not said. */
  readonly state?: "founding" | "active";
}

/**
 * Claims a name. Of two at once the second waits for the first and then gets null.
 * The tenant exists from the commit of this transaction on.
 * @returns the tenant, or null when the name is taken
 * @throws Error when there is no such database
 */
export async function claimTenant(tx: PlatformWriteTx, claim: Claim): Promise<Tenant | null> {
  const database = await getDatabase(tx, claim.databaseName);
  const [row] = await tx
    .insert(tenants)
    .values({
      slug: claim.slug,
      state: claim.state ?? "active",
      databaseId: database.id,
      confirmedAt: claim.confirmed ? sql`now()` : null,
    })
    .onConflictDoNothing({ target: tenants.slug })
    .returning();
  if (!row) return null;
  // After the insert, which waits for a rename or a removal that gives the name up and keeps it in one commit.
  if (await isKeptFrom(tx, claim.slug, null)) {
    await tx.delete(tenants).where(eq(tenants.id, row.id));
    return null;
  }
  await tx.insert(ownerships).values({ emailHash: claim.ownerEmailHash, tenantId: row.id });
  return tenantOf({
    ...row,
    kind: database.kind,
    stackName: null,
    stackOrigin: null,
    databaseName: database.name,
    databaseServer: database.server,
    databaseGeneration: database.generation,
  });
}

/**
 * Holds a tenant that is being founded until the transaction ends.
 * @returns false when it is not founding any more, or has been taken away
 */
export async function holdFounding(tx: PlatformWriteTx, id: string): Promise<boolean> {
  const rows = await tx
    .select({ id: tenants.id })
    .from(tenants)
    .where(and(eq(tenants.id, id), eq(tenants.state, "founding")))
    .for("update");
  return rows.length > 0;
}

/** Ends a tenant's founding: from this commit on it exists. */
export async function activateFounded(tx: PlatformWriteTx, id: string): Promise<void> {
  await tx.update(tenants).set({ state: "active" }).where(eq(tenants.id, id));
}

/** Removes what the platform knows of a tenant; its rows elsewhere must be gone by then. */
export async function removeTenant(tx: PlatformWriteTx, id: string): Promise<void> {
  await tx.delete(tenants).where(eq(tenants.id, id));
}

/** Points a tenant at another database; every replica follows within a second. */
export async function placeTenant(
  tx: PlatformWriteTx,
  id: string,
  databaseId: string,
): Promise<void> {
  await tx.update(tenants).set({ databaseId }).where(eq(tenants.id, id));
}

/** Opens the site to visitors: its owner has shown that the address is theirs. */
export async function confirmTenant(tx: PlatformWriteTx, id: string): Promise<void> {
  await tx
    .update(tenants)
    .set({ confirmedAt: sql`coalesce(${tenants.confirmedAt}, now())` })
    .where(eq(tenants.id, id));
}

/** A tenant with the day of its removal. */
export interface HeldTenant extends Tenant {
  /** From when on a deleted tenant may be removed; null once that has begun. */
  readonly purgeAt: Date | null;
}

/** Holds a tenant until the transaction ends: of two changes at once the second sees what the first did. */
export async function holdTenant(tx: PlatformWriteTx, id: string): Promise<HeldTenant | null> {
  const [row] = await tx
    .select({ ...shape, purgeAt: tenants.purgeAt })
    .from(tenants)
    .innerJoin(databases, eq(databases.id, tenants.databaseId))
    .leftJoin(stacks, itsStack)
    .where(eq(tenants.id, id))
    .for("update", { of: tenants });
  return row ? { ...tenantOf(row), purgeAt: row.purgeAt } : null;
}

/** A tenant with the day of its removal, for reading alone. */
export async function findTenantWithEnd(
  tx: PlatformReadTx,
  id: string,
): Promise<HeldTenant | null> {
  const [row] = await tx
    .select({ ...shape, purgeAt: tenants.purgeAt })
    .from(tenants)
    .innerJoin(databases, eq(databases.id, tenants.databaseId))
    .leftJoin(stacks, itsStack)
    .where(eq(tenants.id, id));
  return row ? { ...tenantOf(row), purgeAt: row.purgeAt } : null;
}

/** Changes what the platform knows of a tenant. @throws Error (23505) when the name is another's */
export async function changeTenant(
  tx: PlatformWriteTx,
  id: string,
  change: Partial<Pick<HeldTenant, "slug" | "state" | "purgeAt">>,
): Promise<void> {
  await tx.update(tenants).set(change).where(eq(tenants.id, id));
}

/** Suspends a tenant or brings it back. */
export async function setTenantState(
  tx: PlatformWriteTx,
  id: string,
  state: Tenant["state"],
): Promise<void> {
  await tx.update(tenants).set({ state }).where(eq(tenants.id, id));
}

async function getDatabase(tx: PlatformWriteTx, name: string | undefined) {
  const tenantCount = tx
    .select({ value: count() })
    .from(tenants)
    .where(eq(tenants.databaseId, databases.id));
  const [row] = await tx
    .select()
    .from(databases)
    .where(
      name
        ? eq(databases.name, name)
        : and(eq(databases.kind, "pool"), eq(databases.state, "ready")),
    )
    .orderBy(asc(sql`(${tenantCount})`), asc(databases.name))
    .limit(1);
  if (!row) throw new Error(`There is no ${name ? `database ${name}` : "pool"}. Run setup first.`);
  return row;
}
