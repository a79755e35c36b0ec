import { and, asc, count, eq, gt, isNull, or, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import { quoted } from "@/db/columns";
import type { ReadTx, WriteTx } from "@/db/scope";
import { ROLES, type Role } from "../roles";
import { invitations, members, sessions } from "../schema";
import { SUPPORT_EMAIL } from "./support";
import { askable } from "./text";

/** A person who may enter the studio, or look at what is not public. */
export interface Member {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly emailVerifiedAt: Date | null;
  /** Set for support: an operator whom an owner lets look until then. Support never changes anything. */
  readonly supportUntil: Date | null;
}

const shape = {
  id: members.id,
  email: members.email,
  name: members.name,
  role: members.role,
  emailVerifiedAt: members.emailVerifiedAt,
  supportUntil: members.supportUntil,
};

/** Members of the site, without support. */
const belongs = isNull(members.supportUntil);

/** Members, and support while its grant lasts. */
const counts = or(belongs, gt(members.supportUntil, sql`now()`));

/** Owners first, then whoever is here longest. */
const inOrder = [
  asc(sql`array_position(array[${quoted(ROLES)}], ${members.role})`),
  asc(members.createdAt),
  asc(members.id),
];

/**
 * All members with their addresses, without support.
 * @throws Refusal (403) for anyone but an owner and the site itself
 */
export async function listMembers(tx: ReadTx): Promise<(Member & { createdAt: Date })[]> {
  requireAddresses(tx);
  return tx
    .select({ ...shape, createdAt: members.createdAt })
    .from(members)
    .where(belongs)
    .orderBy(...inOrder);
}

/** A member as the other members see them. */
export interface Person extends Pick<Member, "id" | "name" | "role"> {
  /** Null for all but owners and the person. */
  readonly email: string | null;
  readonly createdAt: Date;
}

/** All members, without support, each with as much as the one who asks may know. */
export async function listPeople(tx: ReadTx): Promise<Person[]> {
  const { id, name, role, createdAt, email } = members;
  const own = tx.actor.kind === "member" ? eq(id, tx.actor.id) : sql`false`;
  const seen = maySeeAddresses(tx) ? email : sql`case when ${own} then ${email} end`;
  return tx
    .select({ id, name, role, createdAt, email: sql<string | null>`${seen}` })
    .from(members)
    .where(belongs)
    .orderBy(...inOrder);
}

/** Owners invite, change and remove, and the site itself mails; nobody else needs another person's address. */
function maySeeAddresses({ actor }: ReadTx): boolean {
  return actor.kind === "system" || (actor.kind === "member" && actor.role === "owner");
}

function requireAddresses(tx: ReadTx): void {
  if (maySeeAddresses(tx)) return;
  throw new Refusal("Only owners see the addresses of members.", { status: 403 });
}

/** The member with this id, or support while its time lasts; null for anyone else. */
export async function findMember(tx: ReadTx, id: string): Promise<Member | null> {
  const [row] = await tx
    .select(shape)
    .from(members)
    .where(and(eq(members.id, id), counts));
  return row ?? null;
}

/**
 * Never finds support, which has no real address.
 * @param email in lower case
 */
export async function findMemberByEmail(tx: ReadTx, email: string): Promise<Member | null> {
  const [row] = await tx
    .select(shape)
    .from(members)
    .where(and(eq(members.email, askable(email)), belongs));
  return row ?? null;
}

/** Adds a member. @throws Refusal when the address is a member's already */
export async function addMember(
  tx: WriteTx,
  member: { email: string; role: Role; name?: string; verified?: boolean },
): Promise<Member> {
  const [row] = await tx
    .insert(members)
    .values({
      email: member.email,
      role: member.role,
      name: member.name ?? "",
      emailVerifiedAt: member.verified ? sql`now()` : null,
    })
    .onConflictDoNothing()
    .returning(shape);
  if (!row) throw new Refusal("This person is a member already.", { status: 409 });
  return row;
}

/** Notes that the member has followed a link sent to the address. */
export async function verifyMember(tx: WriteTx, id: string): Promise<Member | null> {
  const [row] = await tx
    .update(members)
    .set({ emailVerifiedAt: sql`coalesce(${members.emailVerifiedAt}, now())` })
    .where(eq(members.id, id))
    .returning(shape);
  return row ?? null;
}

/** @throws Refusal when there is no such member, or when no owner would be left */
export async function changeRole(tx: WriteTx, id: string, role: Role): Promise<void> {
  const member = await getForChange(tx, id);
  if (member.role === "owner" && role !== "owner") await refuseLastOwner(tx);
  await tx.update(members).set({ role }).where(eq(members.id, id));
}

/** Removes a member; their sessions die with the row. @throws Refusal as `changeRole` */
export async function removeMember(tx: WriteTx, id: string): Promise<void> {
  const member = await getForChange(tx, id);
  if (member.role === "owner") await refuseLastOwner(tx);
  await tx.delete(members).where(eq(members.id, id));
}

async function getForChange(tx: WriteTx, id: string): Promise<Member> {
  // Locks all owners, so that two owners who remove each other at once can't both succeed.
  await tx.select({ id: members.id }).from(members).where(eq(members.role, "owner")).for("update");
  const [row] = await tx
    .select(shape)
    .from(members)
    .where(and(eq(members.id, id), belongs))
    .for("update");
  if (!row) throw new Refusal("There is no such member.", { status: 404 });
  return row;
}

async function refuseLastOwner(tx: WriteTx): Promise<void> {
  const [owners] = await tx
    .select({ value: count() })
    .from(members)
    .where(eq(members.role, "owner"));
  if ((owners?.value ?? 0) < 2)
    throw new Refusal("A site needs an owner. Make somebody else owner first.", { status: 409 });
}

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

/** The member of a live session; null when it is over, unknown, or its member has gone. */
export async function findSessionMember(tx: ReadTx, tokenHash: string): Promise<Member | null> {
  const [row] = await tx
    .select(shape)
    .from(sessions)
    .innerJoin(members, eq(members.id, sessions.memberId))
    .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, sql`now()`), counts));
  return row ?? null;
}
