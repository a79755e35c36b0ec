import { eq } from "drizzle-orm";
import type { Tenant } from "@/db/scope";
import type { DirectoryReadTx, DirectoryWriteTx } from "../directory";
import type { PlatformWriteTx } from "../door";
import { databases, tenants } from "../schema";
import { stacks } from "../stack-schema";
import { itsStack, shape, tenantOf } from "./tenant-shape";

/** A tenant with the day of its removal. */
export interface HeldTenant extends Tenant {
  /** From when on a deleted tenant may be removed; null once that has begun. */
  readonly purgeAt: Date | null;
}

/** Holds a tenant until the transaction ends: of two changes at once the second sees what the first did. */
export async function holdTenant(tx: DirectoryWriteTx, id: string): Promise<HeldTenant | null> {
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
  tx: DirectoryReadTx,
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
  tx: DirectoryWriteTx,
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

/** Points a tenant at another database. Every replica follows from its next request on. */
export async function placeTenant(
  tx: PlatformWriteTx,
  id: string,
  databaseId: string,
): Promise<void> {
  await tx.update(tenants).set({ databaseId }).where(eq(tenants.id, id));
}
