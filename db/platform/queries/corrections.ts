import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { Refusal } from "@/base/refusal";
import type { DirectoryReadTx, DirectoryWriteTx } from "../directory";
import type { PlatformWriteTx } from "../door";
import { audit } from "../schema";
import { holdTenant } from "./held-tenants";

/** What an owner says that the catalogue has wrong. */
export interface Correction {
  /** Of the entry. */
  readonly entry: string;
  readonly release: number;
  /** The entry and the fact in words. */
  readonly about: string;
  /** What the catalogue says; empty where it says nothing. */
  readonly says: string;
  readonly right: string;
  /** Where that can be seen. */
  readonly evidence: string;
}

/** A correction that was sent, with what operators decided. */
export interface SentCorrection extends Correction {
  readonly id: string;
  readonly at: Date;
  readonly tenantId: string;
  readonly slug: string;
  readonly decision: { readonly taken: boolean; readonly reason: string; readonly at: Date } | null;
}

const SENT = "sent a correction of the catalogue";
const TAKEN = "took a correction of the catalogue";
const DECLINED = "declined a correction of the catalogue";

/**
 * Keeps a correction as a line of the audit log, which only grows: its owner and operators read it there too.
 * @param id of the caller's choice, so that what is sent twice is kept once
 */
export async function addCorrection(
  tx: DirectoryWriteTx,
  sent: {
    readonly id: string;
    readonly tenantId: string;
    readonly slug: string;
    readonly member: string;
    readonly correction: Correction;
  },
): Promise<void> {
  const { id, tenantId, slug, member, correction } = sent;
  const detail = { ...correction, member };
  await tx
    .insert(audit)
    .values({ id, tenantId, slug, actor: "owner", action: SENT, detail })
    .onConflictDoNothing();
}

/** The corrections that were sent, of one tenant or of all; those that wait for a decision first, the newest before others. */
export async function listCorrections(
  tx: DirectoryReadTx,
  { tenantId, limit = 100 }: { readonly tenantId?: string; readonly limit?: number } = {},
): Promise<SentCorrection[]> {
  const decided = alias(audit, "decided");
  const rows = await tx
    .select({
      ...{ id: audit.id, at: audit.at, tenantId: audit.tenantId, slug: audit.slug },
      detail: audit.detail,
      ...{ action: decided.action, reason: decided.reason, decidedAt: decided.at },
    })
    .from(audit)
    .leftJoin(
      decided,
      and(
        eq(decided.tenantId, audit.tenantId),
        inArray(decided.action, [TAKEN, DECLINED]),
        sql`${decided.detail} ->> 'correction' = ${audit.id}::text`,
      ),
    )
    .where(
      and(
        eq(audit.action, SENT),
        tenantId === undefined ? undefined : eq(audit.tenantId, tenantId),
      ),
    )
    .orderBy(sql`(${decided.id} is not null)`, desc(audit.at), desc(audit.id))
    .limit(limit);
  return rows.map(({ detail, action, reason, decidedAt, tenantId, ...row }) => ({
    ...row,
    ...(detail as Correction),
    tenantId: tenantId ?? "",
    decision:
      action && decidedAt ? { taken: action === TAKEN, reason: reason ?? "", at: decidedAt } : null,
  }));
}

/**
 * Notes what an operator decided. Of two at once the second is refused.
 * @throws Refusal (404) when there is no such correction, (409) when it is decided
 */
export async function decideCorrection(
  tx: PlatformWriteTx,
  deciding: {
    readonly id: string;
    readonly by: string;
    readonly taken: boolean;
    readonly reason: string;
  },
): Promise<void> {
  const { id, by, taken, reason } = deciding;
  const [line] = await tx
    .select({ tenantId: audit.tenantId })
    .from(audit)
    .where(and(eq(audit.id, id), eq(audit.action, SENT)));
  if (!line?.tenantId) throw new Refusal("There is no such correction.", { status: 404 });
  const { tenantId } = line;
  await holdTenant(tx, tenantId);
  const all = await listCorrections(tx, { tenantId, limit: 10_000 });
  const found = all.find((one) => one.id === id);
  if (!found || found.decision)
    throw new Refusal("Another operator has decided this meanwhile.", { status: 409 });
  await tx.insert(audit).values({
    ...{ tenantId, slug: found.slug, actor: by, reason },
    action: taken ? TAKEN : DECLINED,
    detail: { about: found.about, correction: id },
  });
}
