import { and, count, eq, gt, lte, sql } from "drizzle-orm";
import type { DirectoryReadTx, DirectoryWriteTx } from "../directory";
import type { PlatformWriteTx } from "../door";
import { keptNames, tenants } from "../schema";

/**
 * For how many days a former name redirects to its tenant, and for how many the name of a removed tenant stays
 * reserved.
 */
export const KEPT_DAYS = 365;

/** Who had a name before, and is called otherwise now. */
export interface FormerOwner {
  readonly tenantId: string;
  /** The present name. */
  readonly slug: string;
  readonly confirmed: boolean;
}

/**
 * The tenant that had this name before, or null. Gives the tenant's present name, so a chain of renames is one
 * step.
 */
export async function findFormerOwner(
  tx: DirectoryReadTx,
  slug: string,
): Promise<FormerOwner | null> {
  const [row] = await tx
    .select({ tenantId: tenants.id, slug: tenants.slug, confirmedAt: tenants.confirmedAt })
    .from(keptNames)
    .innerJoin(tenants, eq(tenants.id, keptNames.tenantId))
    .where(and(eq(keptNames.slug, slug), gt(keptNames.until, sql`now()`)));
  return row
    ? { tenantId: row.tenantId, slug: row.slug, confirmed: row.confirmedAt !== null }
    : null;
}

/** A tenant's former names that still lead to it, the latest first. */
export async function listFormerNames(
  tx: DirectoryReadTx,
  tenantId: string,
): Promise<{ readonly slug: string; readonly until: Date }[]> {
  return tx
    .select({ slug: keptNames.slug, until: keptNames.until })
    .from(keptNames)
    .where(and(eq(keptNames.tenantId, tenantId), gt(keptNames.until, sql`now()`)))
    .orderBy(sql`${keptNames.createdAt} desc`, keptNames.slug);
}

/** How many names are kept for a tenant. */
export async function countFormerNames(tx: DirectoryReadTx, tenantId: string): Promise<number> {
  const [row] = await tx
    .select({ value: count() })
    .from(keptNames)
    .where(and(eq(keptNames.tenantId, tenantId), gt(keptNames.until, sql`now()`)));
  return row?.value ?? 0;
}

/** Whether this tenant may not take the name, because it is kept for another tenant or for nobody. */
export async function isKeptFrom(
  tx: DirectoryReadTx,
  slug: string,
  tenantId: string | null,
): Promise<boolean> {
  const rows = await tx
    .select({ tenantId: keptNames.tenantId })
    .from(keptNames)
    .where(and(eq(keptNames.slug, slug), gt(keptNames.until, sql`now()`)));
  return rows.some((row) => row.tenantId === null || row.tenantId !== tenantId);
}

/** Keeps a name for a year: for the given tenant alone, or from everyone. */
export async function keepName(
  tx: DirectoryWriteTx,
  slug: string,
  tenantId: string | null,
): Promise<void> {
  const until = sql`now() + make_interval(days => ${KEPT_DAYS})`;
  await tx
    .insert(keptNames)
    .values({ slug, tenantId, until })
    .onConflictDoUpdate({
      target: keptNames.slug,
      set: { tenantId, until, createdAt: sql`now()` },
    });
}

/** Frees a name, because its tenant takes it again. */
export async function freeName(tx: DirectoryWriteTx, slug: string): Promise<void> {
  await tx.delete(keptNames).where(eq(keptNames.slug, slug));
}

/** Forgets names whose year is over. */
export async function forgetKeptNames(tx: PlatformWriteTx): Promise<number> {
  const rows = await tx
    .delete(keptNames)
    .where(lte(keptNames.until, sql`now()`))
    .returning({ slug: keptNames.slug });
  return rows.length;
}
