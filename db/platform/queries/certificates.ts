import { and, eq, ne } from "drizzle-orm";
import type { DirectoryReadTx } from "../directory";
import type { PlatformWriteTx } from "../door";
import { certificates, operations } from "../schema";

export type CertificateRow = typeof certificates.$inferSelect;

/**
 * Stores a certificate. A tenant has only one, and the first stays.
 * @returns the stored one
 */
export async function addCertificate(
  tx: PlatformWriteTx,
  certificate: Pick<CertificateRow, "id" | "tenantId" | "slug" | "body" | "signature">,
): Promise<CertificateRow> {
  await tx
    .insert(certificates)
    .values(certificate)
    .onConflictDoNothing({ target: certificates.tenantId });
  const kept = await findCertificateOf(tx, certificate.tenantId);
  if (!kept) throw new Error("The certificate was not kept.");
  return kept;
}

/** The certificate with this number, or null. */
export async function findCertificate(
  tx: DirectoryReadTx,
  id: string,
): Promise<CertificateRow | null> {
  const [row] = await tx.select().from(certificates).where(eq(certificates.id, id));
  return row ?? null;
}

/** The certificate of a tenant that was removed, or null. */
export async function findCertificateOf(
  tx: DirectoryReadTx,
  tenantId: string,
): Promise<CertificateRow | null> {
  const [row] = await tx.select().from(certificates).where(eq(certificates.tenantId, tenantId));
  return row ?? null;
}

/**
 * Removes a tenant's operations, also waiting ones, except the operation that removes the rest.
 * @returns how many entries that were
 */
export async function removeOperations(
  tx: PlatformWriteTx,
  tenantId: string,
  exceptId: string,
): Promise<number> {
  const rows = await tx
    .delete(operations)
    .where(and(eq(operations.tenantId, tenantId), ne(operations.id, exceptId)))
    .returning({ id: operations.id });
  return rows.length;
}

/** Empties an operation's memory, which may name people. */
export async function clearMemory(tx: PlatformWriteTx, id: string): Promise<void> {
  await tx.update(operations).set({ memory: {} }).where(eq(operations.id, id));
}
