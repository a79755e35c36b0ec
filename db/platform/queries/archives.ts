import { and, asc, eq, gt, lt, ne, notInArray } from "drizzle-orm";
import type { Tenant } from "@/db/scope";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { operations, ownerships, tenants } from "../schema";
import { findTenantById } from "./tenants";

/** Ids of the tenants that are backed up: all that exist, also deleted ones that may come back. */
export async function listKeptTenantIds(tx: PlatformReadTx): Promise<string[]> {
  const rows = await tx
    .select({ id: tenants.id })
    .from(tenants)
    .where(ne(tenants.state, "founding"))
    .orderBy(asc(tenants.createdAt), asc(tenants.id));
  return rows.map(({ id }) => id);
}

/** Ids of the tenants that are backed up and were created before that moment. */
export async function listOldTenantIds(tx: PlatformReadTx, since: Date): Promise<string[]> {
  const rows = await tx
    .select({ id: tenants.id })
    .from(tenants)
    .where(and(ne(tenants.state, "founding"), lt(tenants.createdAt, since)));
  return rows.map(({ id }) => id);
}

/** Ids of the tenants for which work of a kind was ordered between two moments. */
export async function listWhoOrdered(
  tx: PlatformReadTx,
  kind: "export" | "paper",
  since: Date,
  until: Date,
): Promise<string[]> {
  const ordered = and(
    eq(operations.kind, kind),
    gt(operations.createdAt, since),
    lt(operations.createdAt, until),
  );
  const rows = await tx.selectDistinct({ id: operations.tenantId }).from(operations).where(ordered);
  return rows.flatMap(({ id }) => (id === null ? [] : [id]));
}

/** Replaces the owners of a tenant, given by the hashes of their addresses. */
export async function setOwners(
  tx: PlatformWriteTx,
  tenantId: string,
  emailHashes: readonly string[],
): Promise<void> {
  if (emailHashes.length === 0) throw new Error("A site without an owner is not entered.");
  await tx
    .delete(ownerships)
    .where(
      and(eq(ownerships.tenantId, tenantId), notInArray(ownerships.emailHash, [...emailHashes])),
    );
  await tx
    .insert(ownerships)
    .values(emailHashes.map((emailHash) => ({ emailHash, tenantId })))
    .onConflictDoNothing();
}

/** @throws Error when the tenant was removed */
export async function getTenantById(tx: PlatformReadTx, id: string): Promise<Tenant> {
  const tenant = await findTenantById(tx, id);
  if (!tenant) throw new Error("This site is gone.");
  return tenant;
}
