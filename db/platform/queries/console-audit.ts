import { and, desc, or, sql } from "drizzle-orm";
import type { PlatformReadTx } from "../door";
import { audit } from "../schema";
import type { AuditLine } from "./audit";
import { contains } from "./containing";

/** Lines of the audit log on one page. */
export const LINES_PER_PAGE = 100;

/**
 * A page of the audit log, newest first.
 * @param before only lines older than this one
 */
export async function listAuditPage(
  tx: PlatformReadTx,
  { q, before }: { readonly q?: string; readonly before?: string },
): Promise<AuditLine[]> {
  const about =
    q && or(contains(audit.slug, q), contains(audit.actor, q), contains(audit.action, q));
  const older =
    before &&
    sql`(${audit.at}, ${audit.id}) < (select b.at, b.id from ${audit} b where b.id = ${before})`;
  return tx
    .select()
    .from(audit)
    .where(and(about || undefined, older || undefined))
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(LINES_PER_PAGE);
}
