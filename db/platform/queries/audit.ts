import { desc, eq } from "drizzle-orm";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { audit } from "../schema";

export type AuditLine = typeof audit.$inferSelect;

/** Adds a line to the audit log, in the transaction of what it tells. Lines are never changed or removed. */
export async function addAuditLine(
  tx: PlatformWriteTx,
  line: Pick<AuditLine, "actor" | "action"> &
    Partial<Pick<AuditLine, "tenantId" | "slug" | "reason">> & {
      readonly detail?: Readonly<Record<string, unknown>>;
    },
): Promise<void> {
  await tx.insert(audit).values({ ...line, detail: line.detail ?? {} });
}

/** The newest lines first: of one tenant, or of all. */
export async function listAudit(
  tx: PlatformReadTx,
  { tenantId, limit = 100 }: { readonly tenantId?: string; readonly limit?: number },
): Promise<AuditLine[]> {
  return tx
    .select()
    .from(audit)
    .where(tenantId === undefined ? undefined : eq(audit.tenantId, tenantId))
    .orderBy(desc(audit.at))
    .limit(limit);
}
