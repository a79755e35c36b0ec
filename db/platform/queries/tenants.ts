import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import { prebuilt } from "@/db/prebuilt";
import type { Tenant } from "@/db/scope";
import type { DirectoryReadTx } from "../directory";
import { databases, keptNames, ownerships, tenants } from "../schema";
import { stacks } from "../stack-schema";
import { itsStack, shape, tenantOf } from "./tenant-shape";

const selectBySlug = prebuilt((tx) =>
  tx
    .select(shape)
    .from(tenants)
    .innerJoin(databases, eq(databases.id, tenants.databaseId))
    .leftJoin(stacks, itsStack)
    .where(eq(tenants.slug, sql.placeholder("slug"))),
);

/** The tenant of a site's name, or null. */
export async function findTenant(tx: DirectoryReadTx, slug: string): Promise<Tenant | null> {
  const [row] = await selectBySlug(tx, { slug });
  return row ? tenantOf(row) : null;
}

/** The tenant with this id, in whatever state, or null. */
export async function findTenantById(tx: DirectoryReadTx, id: string): Promise<Tenant | null> {
  const [row] = await tx
    .select(shape)
    .from(tenants)
    .innerJoin(databases, eq(databases.id, tenants.databaseId))
    .leftJoin(stacks, itsStack)
    .where(eq(tenants.id, id));
  return row ? tenantOf(row) : null;
}

/** The tenant where there is exactly one, as in the directory of a stack; else null. */
export async function findOnlyTenant(tx: DirectoryReadTx): Promise<Tenant | null> {
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
export async function listTaken(tx: DirectoryReadTx, slugs: readonly string[]): Promise<string[]> {
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
export async function listOwned(tx: DirectoryReadTx, emailHash: string): Promise<Tenant[]> {
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
