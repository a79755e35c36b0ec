import { and, asc, count, eq, sql } from "drizzle-orm";
import type { Tenant } from "@/db/scope";
import type { DirectoryWriteTx } from "../directory";
import { databases, ownerships, tenants } from "../schema";
import { isKeptFrom } from "./names";
import { tenantOf } from "./tenant-shape";

/** A new tenant's claim on its name. */
export interface Claim {
  /** What its id shall be; the directory admits none but the one it was opened about. */
  readonly id?: string;
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
export async function claimTenant(tx: DirectoryWriteTx, claim: Claim): Promise<Tenant | null> {
  const database = await getDatabase(tx, claim.databaseName);
  const [row] = await tx
    .insert(tenants)
    .values({
      id: claim.id,
      slug: claim.slug,
      state: claim.state ?? "active",
      databaseId: database.id,
      confirmedAt: claim.confirmed ? sql`now()` : null,
    })
    .onConflictDoNothing({ target: tenants.slug })
    .returning({
      id: tenants.id,
      slug: tenants.slug,
      state: tenants.state,
      confirmedAt: tenants.confirmedAt,
    });
  if (!row) return null;
  // Checked after the insert: the insert waits for a rename or removal that gives up this name and reserves it
  // in the same commit.
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
export async function holdFounding(tx: DirectoryWriteTx, id: string): Promise<boolean> {
  const rows = await tx
    .select({ id: tenants.id })
    .from(tenants)
    .where(and(eq(tenants.id, id), eq(tenants.state, "founding")))
    .for("update");
  return rows.length > 0;
}

/** Makes a founding tenant active. From this commit on it exists for everyone. */
export async function activateFounded(tx: DirectoryWriteTx, id: string): Promise<void> {
  await tx.update(tenants).set({ state: "active" }).where(eq(tenants.id, id));
}

/** Opens the site to visitors: its owner has shown that the address is theirs. */
export async function confirmTenant(tx: DirectoryWriteTx, id: string): Promise<void> {
  await tx
    .update(tenants)
    .set({ confirmedAt: sql`coalesce(${tenants.confirmedAt}, now())` })
    .where(eq(tenants.id, id));
}

/** Removes what the platform knows of a tenant; its rows elsewhere must be gone by then. */
export async function removeTenant(tx: DirectoryWriteTx, id: string): Promise<void> {
  await tx.delete(tenants).where(eq(tenants.id, id));
}

async function getDatabase(tx: DirectoryWriteTx, name: string | undefined) {
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
