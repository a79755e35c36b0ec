import { and, asc, count, eq, gt, isNull, or, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import { quoted } from "@/db/columns";
import type { ReadTx, WriteTx } from "@/db/scope";
import { ROLES, type Role } from "../roles";
import { members, sessions } from "../schema";
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

/** @throws Refusal (403) for everyone but owners and the site itself */
export function requireAddresses(tx: ReadTx): void {
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

/** The member of a live session; null when it is over, unknown, or its member has gone. */
export async function findSessionMember(tx: ReadTx, tokenHash: string): Promise<Member | null> {
  const [row] = await tx
    .select(shape)
    .from(sessions)
    .innerJoin(members, eq(members.id, sessions.memberId))
    .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, sql`now()`), counts));
  return row ?? null;
}
