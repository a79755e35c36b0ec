import { gt, isNotNull, lte, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { members } from "../schema";

/** The address of support's row in `members`. No mail reaches it, so nobody can sign in with it. */
export const SUPPORT_EMAIL = "support@swingtag.invalid";

/** An owner's permission for operators to look at the site as a viewer, until then. */
export interface SupportGrant {
  readonly memberId: string;
  readonly until: Date;
}

/** The grant that stands now, or null. */
export async function findGrant(tx: ReadTx): Promise<SupportGrant | null> {
  const [row] = await tx
    .select({ memberId: members.id, until: members.supportUntil })
    .from(members)
    .where(gt(members.supportUntil, sql`now()`));
  return row?.until ? { memberId: row.memberId, until: row.until } : null;
}

/** Whether there is a grant whose time is over, and that has yet to be removed. */
export async function hasOverdueGrant(tx: ReadTx): Promise<boolean> {
  const rows = await tx
    .select({ id: members.id })
    .from(members)
    .where(lte(members.supportUntil, sql`now()`));
  return rows.length > 0;
}

/**
 * Lets support look for so many hours.
 * @throws Refusal when a grant stands already
 */
export async function grantSupport(tx: WriteTx, hours: number): Promise<SupportGrant> {
  await endOverdueSupport(tx);
  const [row] = await tx
    .insert(members)
    .values({
      email: SUPPORT_EMAIL,
      name: "Swingtag support",
      role: "viewer",
      supportUntil: sql`now() + make_interval(hours => ${hours})`,
    })
    .onConflictDoNothing()
    .returning({ memberId: members.id, until: members.supportUntil });
  if (!row?.until)
    throw new Refusal("Support may look already. End that first, then grant it anew.", {
      status: 409,
    });
  return { memberId: row.memberId, until: row.until };
}

/** Ends support's access; its sessions and links die with the row. @returns whether there was any */
export async function endSupport(tx: WriteTx): Promise<boolean> {
  const gone = await tx
    .delete(members)
    .where(isNotNull(members.supportUntil))
    .returning({ id: members.id });
  return gone.length > 0;
}

/** Removes support whose time is over. @returns whether there was any */
export async function endOverdueSupport(tx: WriteTx): Promise<boolean> {
  const gone = await tx
    .delete(members)
    .where(lte(members.supportUntil, sql`now()`))
    .returning({ id: members.id });
  return gone.length > 0;
}
