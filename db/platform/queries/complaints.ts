import { and, desc, eq, isNull, lt, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import { blockedAddresses, complaints } from "../complaint-schema";
import type { DirectoryReadTx, DirectoryWriteTx } from "../directory";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import type { ComplaintDecision } from "../states";
import { addAuditLine } from "./audit";

/** A message that an owner shows to the operators: what it said, and nothing else of the site. */
export type SentComplaint = Pick<
  typeof complaints.$inferSelect,
  | "id"
  | "tenantId"
  | "slug"
  | "emailHash"
  | "senderName"
  | "about"
  | "text"
  | "writtenAt"
  | "evidence"
>;

/** A complaint as operators see it. The hash of the address stays behind. */
export interface Complaint extends Omit<typeof complaints.$inferSelect, "emailHash" | "decidedBy"> {
  /** How many sites have complained of this sender. */
  readonly sites: number;
  readonly isBlocked: boolean;
}

/** How long a message that was reported is kept, in days: after a decision, and without one. */
const KEPT = { decided: 90, undecided: 365 };

/** Keeps a complaint. What is sent twice is kept once. */
export async function addComplaint(tx: DirectoryWriteTx, sent: SentComplaint): Promise<void> {
  await tx.insert(complaints).values(sent).onConflictDoNothing();
}

/** What became of a site's complaints, by the message's id. */
export async function listComplaintsOf(
  tx: DirectoryReadTx,
  tenantId: string,
): Promise<{ readonly id: string; readonly decision: ComplaintDecision | null }[]> {
  return tx
    .select({ id: complaints.id, decision: complaints.decision })
    .from(complaints)
    .where(eq(complaints.tenantId, tenantId))
    .orderBy(desc(complaints.at))
    .limit(500);
}

/** Whether no site takes messages from an address. @param hash of which the transaction is about */
export async function isBlockedAddress(tx: DirectoryReadTx, hash: string): Promise<boolean> {
  const [row] = await tx
    .select({ hash: blockedAddresses.emailHash })
    .from(blockedAddresses)
    .where(eq(blockedAddresses.emailHash, hash));
  return row !== undefined;
}

/** The complaints that were sent, those that wait for a decision first, the newest before others. */
export async function listComplaints(tx: PlatformReadTx, limit = 100): Promise<Complaint[]> {
  const { id, tenantId, slug, senderName, about, text, writtenAt, evidence, at } = complaints;
  const { decision, decidedAt, reason, emailHash } = complaints;
  return tx
    .select({
      ...{ id, tenantId, slug, senderName, about, text, writtenAt, evidence, at },
      ...{ decision, decidedAt, reason },
      // Within another template a column keeps the name of its table.
      sites: sql<number>`${sql`(select count(distinct c.tenant_id) from complaints c where c.email_hash = ${emailHash})`}::int`,
      isBlocked: sql<boolean>`${sql`exists (select from ${blockedAddresses} where ${blockedAddresses.emailHash} = ${emailHash})`}`,
    })
    .from(complaints)
    .orderBy(sql`(${decision} is not null)`, desc(at), desc(id))
    .limit(limit);
}

/**
 * Notes what an operator decided; who is blocked is so on every site from then on. Of two at once the second is refused.
 * @throws Refusal (404) when there is no such complaint, (409) when it is decided
 */
export async function decideComplaint(
  tx: PlatformWriteTx,
  deciding: {
    readonly id: string;
    readonly by: string;
    readonly decision: ComplaintDecision;
    readonly reason: string;
  },
): Promise<void> {
  const { id, by, decision, reason } = deciding;
  const [row] = await tx
    .update(complaints)
    .set({ decision, decidedBy: by, decidedAt: sql`now()`, reason })
    .where(and(eq(complaints.id, id), isNull(complaints.decision)))
    .returning({
      tenantId: complaints.tenantId,
      slug: complaints.slug,
      emailHash: complaints.emailHash,
    });
  if (!row) throw await whyNot(tx, id);
  if (decision === "blocked")
    await tx
      .insert(blockedAddresses)
      .values({ emailHash: row.emailHash, by, reason })
      .onConflictDoNothing();
  await addAuditLine(tx, {
    actor: by,
    tenantId: row.tenantId,
    slug: row.slug,
    action: decision === "blocked" ? "blocked a sender of messages" : "left a reported message",
    reason,
    detail: { complaint: id },
  });
}

/** Lets whoever a complaint is of write to sites again. @throws Refusal (404) */
export async function unblockAddress(
  tx: PlatformWriteTx,
  { id, by, reason }: { readonly id: string; readonly by: string; readonly reason: string },
): Promise<void> {
  const [row] = await tx
    .select({
      tenantId: complaints.tenantId,
      slug: complaints.slug,
      emailHash: complaints.emailHash,
    })
    .from(complaints)
    .where(eq(complaints.id, id));
  const freed = row
    ? await tx
        .delete(blockedAddresses)
        .where(eq(blockedAddresses.emailHash, row.emailHash))
        .returning({ hash: blockedAddresses.emailHash })
    : [];
  if (!row || freed.length === 0) throw new Refusal("This sender is not blocked.", { status: 404 });
  const { tenantId, slug } = row;
  const action = "unblocked a sender of messages";
  await addAuditLine(tx, { actor: by, tenantId, slug, action, reason, detail: { complaint: id } });
}

/** Removes complaints whose days are over, and with them what the messages said. */
export async function forgetComplaints(tx: PlatformWriteTx): Promise<void> {
  const ago = (days: number) => sql`now() - make_interval(days => ${days})`;
  await tx.delete(complaints).where(lt(complaints.decidedAt, ago(KEPT.decided)));
  await tx.delete(complaints).where(lt(complaints.at, ago(KEPT.undecided)));
}

async function whyNot(tx: PlatformReadTx, id: string): Promise<Refusal> {
  const [known] = await tx
    .select({ id: complaints.id })
    .from(complaints)
    .where(eq(complaints.id, id));
  return known
    ? new Refusal("Another operator has decided this meanwhile.", { status: 409 })
    : new Refusal("There is no such complaint.", { status: 404 });
}
