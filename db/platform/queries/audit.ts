import { and, desc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { DirectoryReadTx, DirectoryWriteTx } from "../directory";
import { audit } from "../schema";

export type AuditLine = typeof audit.$inferSelect;

/** Adds a line to the audit log, in the transaction of what it tells. Lines are never changed or removed. */
export async function addAuditLine(
  tx: DirectoryWriteTx,
  line: Pick<AuditLine, "actor" | "action"> &
    Partial<Pick<AuditLine, "tenantId" | "slug" | "reason">> & {
      readonly detail?: Readonly<Record<string, unknown>>;
    },
): Promise<void> {
  await tx.insert(audit).values({ ...line, detail: line.detail ?? {} });
}

/**
 * The newest lines first: of one tenant, or of all.
 * @param before only lines older than the one with this id, which must be of that tenant
 */
export async function listAudit(
  tx: DirectoryReadTx,
  {
    tenantId,
    limit = 100,
    before,
  }: { readonly tenantId?: string; readonly limit?: number; readonly before?: string },
): Promise<AuditLine[]> {
  const ofTenant = tenantId === undefined ? undefined : eq(audit.tenantId, tenantId);
  const line = alias(audit, "line");
  const older =
    before === undefined
      ? undefined
      : sql`(${audit.at}, ${audit.id}) < (${tx
          .select({ at: line.at, id: line.id })
          .from(line)
          .where(
            and(
              eq(line.id, before),
              tenantId === undefined ? undefined : eq(line.tenantId, tenantId),
            ),
          )})`;
  return tx
    .select()
    .from(audit)
    .where(and(ofTenant, older))
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(limit);
}
