import { and, asc, eq, gt, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import type { Role } from "../roles";
import { invitations } from "../schema";
import { addMember, findMemberByEmail, type Member, requireAddresses } from "./members";
import { SUPPORT_EMAIL } from "./support";

/**
 * Invitations that are still open.
 * @throws Refusal (403) as `listMembers`
 */
export async function listInvitations(
  tx: ReadTx,
): Promise<{ id: string; email: string; role: Role; expiresAt: Date }[]> {
  requireAddresses(tx);
  return tx
    .select({
      id: invitations.id,
      email: invitations.email,
      role: invitations.role,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .where(gt(invitations.expiresAt, sql`now()`))
    .orderBy(asc(invitations.email));
}

/** Invites, or renews the invitation of the same address. @throws Refusal when the address is a member's or support's */
export async function invite(
  tx: WriteTx,
  invitation: { email: string; role: Role; tokenHash: string; days: number },
): Promise<void> {
  if (invitation.email === SUPPORT_EMAIL)
    throw new Refusal("Support is not invited. An owner lets it in under Support.", {
      fields: { email: "Support is not invited. Let it in under Support." },
    });
  if (await findMemberByEmail(tx, invitation.email))
    throw new Refusal("This person is a member already.", {
      status: 409,
      fields: { email: "This person is a member already." },
    });
  const values = {
    role: invitation.role,
    tokenHash: invitation.tokenHash,
    expiresAt: sql`now() + make_interval(days => ${invitation.days})`,
  };
  await tx
    .insert(invitations)
    .values({ email: invitation.email, ...values })
    .onConflictDoUpdate({ target: [invitations.tenantId, invitations.email], set: values });
}

/** @throws Refusal when there is no such invitation */
export async function withdrawInvitation(tx: WriteTx, id: string): Promise<void> {
  const gone = await tx
    .delete(invitations)
    .where(eq(invitations.id, id))
    .returning({ id: invitations.id });
  if (gone.length === 0) throw new Refusal("There is no such invitation.", { status: 404 });
}

/** Turns an open invitation into a member with a verified address; null when the link no longer counts. */
export async function acceptInvitation(tx: WriteTx, tokenHash: string): Promise<Member | null> {
  const [row] = await tx
    .delete(invitations)
    .where(and(eq(invitations.tokenHash, tokenHash), gt(invitations.expiresAt, sql`now()`)))
    .returning({ email: invitations.email, role: invitations.role });
  if (!row) return null;
  const known = await findMemberByEmail(tx, row.email);
  return known ?? addMember(tx, { email: row.email, role: row.role, verified: true });
}

/** Whether an open invitation has this token, for the page that asks before accepting. */
export async function findInvitation(
  tx: ReadTx,
  tokenHash: string,
): Promise<{ role: Role } | null> {
  const [row] = await tx
    .select({ role: invitations.role })
    .from(invitations)
    .where(and(eq(invitations.tokenHash, tokenHash), gt(invitations.expiresAt, sql`now()`)));
  return row ?? null;
}
