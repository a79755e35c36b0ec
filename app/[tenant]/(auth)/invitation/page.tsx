import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { hashToken } from "@/base/tokens";
import { findInvitation } from "@/db/tenant/queries/invitations";
import type { Role } from "@/db/tenant/roles";
import { signInScope } from "@/server/access";

export const metadata: Metadata = { title: "Your invitation" };

const MAY: Readonly<Record<Role, string>> = {
  owner: "You may do everything here, the skin and the members included.",
  editor: "You may add and change items and photos.",
  viewer: "You may see what is kept from the public.",
};

interface Props {
  readonly searchParams: Promise<{ token?: string }>;
}

/** Where an invitation leads. */
export default async function Invitation({ searchParams }: Props) {
  const [scope, { token }] = await Promise.all([signInScope("invitation"), searchParams]);
  if (!scope || typeof token !== "string") notFound();
  const invitation = await scope.read((tx) => findInvitation(tx, hashToken(token)));
  if (!invitation) {
    if (!scope.tenant.confirmed) notFound();
    return (
      <>
        <h1>This invitation no longer counts</h1>
        <p>It was used, withdrawn, or its week is over. Ask the person who sent it for another.</p>
      </>
    );
  }
  return (
    <>
      <h1>You are invited as {invitation.role}</h1>
      <p>{MAY[invitation.role]}</p>
      <form method="post" action="/invitation/accept">
        <input type="hidden" name="token" value={token} />
        <button type="submit" className="button">
          Accept
        </button>
      </form>
    </>
  );
}
