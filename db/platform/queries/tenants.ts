import { and, asc, count, eq, inArray, sql } from "drizzle-orm";
import type { Tenant } from "@/db/scope";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { databases, ownerships, tenants } from "../schema";

const shape = {
  id: tenants.id,
  slug: tenants.slug,
  state: tenants.state,
  confirmedAt: tenants.confirmedAt,
  placement: databases.kind,
  databaseName: databases.name,
  databaseServer: databases.server,
};

/** The tenant of a site's name, or null. */
export async function findTenant(tx: PlatformReadTx, slug: string): Promise<Tenant | null> {
  const [row] = await tx
    .select(shape)
    .from(tenants)
    .innerJoin(databases, eq(databases.id, tenants.databaseId))
    .where(eq(tenants.slug, slug));
  return row ? tenantOf(row) : null;
}

/** Which of these names are taken. */
export async function listTaken(tx: PlatformReadTx, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return [];
  const rows = await tx
    .select({ slug: tenants.slug })
    .from(tenants)
    .where(inArray(tenants.slug, [...slugs]));
  return rows.map((row) => row.slug);
}

/** The active tenants whose owner's address hashes to this, in the order of their birth, at most 20. */
export async function listOwned(tx: PlatformReadTx, emailHash: string): Promise<Tenant[]> {
  const rows = await tx
    .select(shape)
    .from(ownerships)
    .innerJoin(tenants, eq(tenants.id, ownerships.tenantId))
    .innerJoin(databases, eq(databases.id, tenants.databaseId))
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
      databaseId: database.id,
      confirmedAt: claim.confirmed ? sql`now()` : null,
    })
    .onConflictDoNothing({ target: tenants.slug })
    .returning();
  if (!row) return null;
  await tx.insert(ownerships).values({ emailHash: claim.ownerEmailHash, tenantId: row.id });
  return tenantOf({
    ...row,
    placement: database.kind,
    databaseName: database.name,
    databaseServer: database.server,
  });
}

/** Opens the site to visitors: its owner has shown that the address is theirs. */
export async function confirmTenant(tx: PlatformWriteTx, id: string): Promise<void> {
  await tx
    .update(tenants)
    .set({ confirmedAt: sql`coalesce(${tenants.confirmedAt}, now())` })
    .where(eq(tenants.id, id));
}

/** Suspends a tenant or brings it back. */
export async function setTenantState(
  tx: PlatformWriteTx,
  id: string,
  state: Tenant["state"],
): Promise<void> {
  await tx.update(tenants).set({ state }).where(eq(tenants.id, id));
}

/** Every pool and own database there is; the app proves its role on each at boot. */
export async function listDatabases(tx: PlatformReadTx): Promise<Tenant["database"][]> {
  return tx
    .select({ name: databases.name, server: databases.server })
    .from(databases)
    .orderBy(asc(databases.createdAt));
}

async function getDatabase(tx: PlatformWriteTx, name: string | undefined) {
  const tenantCount = tx
    .select({ value: count() })
    .from(tenants)
    .where(eq(tenants.databaseId, databases.id));
  const [row] = await tx
    .select()
    .from(databases)
    .where(name ? eq(databases.name, name) : eq(databases.kind, "pool"))
    .orderBy(asc(sql`(${tenantCount})`), asc(databases.name))
    .limit(1);
  if (!row) throw new Error(`There is no ${name ? `database ${name}` : "pool"}. Run setup first.`);
  return row;
}

interface Row {
  readonly id: string;
  readonly slug: string;
  readonly state: Tenant["state"];
  readonly confirmedAt: Date | null;
  readonly placement: Tenant["placement"];
  readonly databaseName: string;
  readonly databaseServer: string;
}

function tenantOf(row: Row): Tenant {
  return {
    id: row.id,
    slug: row.slug,
    state: row.state,
    confirmed: row.confirmedAt !== null,
    placement: row.placement,
    database: { name: row.databaseName, server: row.databaseServer },
  };
}
