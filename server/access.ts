import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { Refusal } from "@/base/refusal";
import { hashToken } from "@/base/tokens";
import { type Actor, openScope, type Scope, type Tenant } from "@/db/scope";
import { findSessionMember, type Member } from "@/db/tenant/queries/members";
import { mayActAs, type Role } from "@/db/tenant/roles";
import { currentRequest, note } from "./access/request";
import { tenantNamed } from "./access/tenants";

/** The person who asks, and the site. */
export interface Visit {
  readonly scope: Scope;
  /** The signed-in member of this site, or null. */
  readonly member: Member | null;
}

/**
 * The site of this request's Host with the person who asks, once for each request. Unknown and suspended sites
 * answer the plain 404; so does an unconfirmed site to everyone but its members.
 */
export const visit = cache(async (): Promise<Visit> => {
  const found = await findVisit();
  if (!found) notFound();
  return found;
});

/** A member's visit for a page of the studio; everyone else is sent to sign in. */
export async function memberVisit(least: Role = "viewer"): Promise<Visit & { member: Member }> {
  const { scope, member } = await visit();
  if (!member) redirect("/sign-in");
  if (!mayActAs(member.role, least)) notFound();
  return { scope, member };
}

/** As `visit`, but null instead of the 404, for handlers that answer themselves. */
export async function findVisit(): Promise<Visit | null> {
  const tenant = await findTenantOfRequest();
  if (!tenant) return null;
  const request = await currentRequest();
  const member = request.sessionToken ? await memberOf(tenant, request.sessionToken) : null;
  if (!tenant.confirmed && !member) return null;
  const actor: Actor = member
    ? { kind: "member", id: member.id, role: member.role }
    : { kind: "visitor" };
  note(request.id, { tenant: tenant.id, actor: member?.id ?? "visitor" });
  const scope = openScope(tenant, actor);
  return { scope: member?.supportUntil ? onlyReading(scope) : scope, member };
}

/** Wraps support's scope: it refuses every write. */
function onlyReading(scope: Scope): Scope {
  return {
    ...scope,
    write: async () => {
      throw new Refusal("Support looks and changes nothing.", { status: 403 });
    },
    during: () => onlyReading(scope),
  };
}

/** The site as any visitor sees it, whoever asks: for feeds and other files that caches may share. */
export async function openPublicScope(): Promise<Scope | null> {
  const tenant = await findTenantOfRequest();
  return tenant?.confirmed ? openScope(tenant, { kind: "visitor" }) : null;
}

/**
 * A scope for what comes before a session: signing in, one-time links, invitations. It sees who there is to sign in
 * and, of the collection, what visitors see.
 * @param reason goes into the log
 */
export async function signInScope(reason: string): Promise<Scope | null> {
  const tenant = await findTenantOfRequest();
  return tenant && openScope(tenant, { kind: "sign-in", reason });
}

/** The active tenant of this request's Host, or null. */
export async function findTenantOfRequest(): Promise<Tenant | null> {
  const { destination } = await currentRequest();
  if (destination.kind !== "site") return null;
  const tenant = await tenantNamed(destination.name);
  // The front forwards requests of a site with a stack, so no page of such a site is made here.
  return tenant?.state === "active" && !tenant.stack ? tenant : null;
}

/** A session is valid only on its own site: its hash is looked up among this tenant's sessions. */
async function memberOf(tenant: Tenant, token: string): Promise<Member | null> {
  if (token.length > 200) return null;
  const scope = openScope(tenant, { kind: "sign-in", reason: "session" });
  return scope.read((tx) => findSessionMember(tx, hashToken(token)));
}
