import type { Metadata } from "next";
import { listInvitations } from "@/db/tenant/queries/invitations";
import { listPeople } from "@/db/tenant/queries/members";
import { memberVisit } from "@/server/access";
import { daysHere } from "../zone";
import { InvitationRow } from "./invitation-row";
import { InviteForm } from "./invite-form";
import { MemberRow } from "./member-row";
import "./members.css";

export const metadata: Metadata = { title: "Members" };

/** Who may enter, with which role; owners see the addresses, invite, change and remove. */
export default async function Members() {
  const { scope, member } = await memberVisit();
  const isOwner = member.role === "owner";
  const [members, invitations] = await scope.read((tx) =>
    Promise.all([listPeople(tx), isOwner ? listInvitations(tx) : []]),
  );
  const when = await daysHere();
  const owners = members.filter((one) => one.role === "owner").length;
  return (
    <div className="st-room">
      <div className="st-head">
        <h1>Members</h1>
      </div>
      {isOwner && <InviteForm />}
      {invitations.length > 0 && (
        <section aria-labelledby="invited">
          <h2 className="st-title" id="invited">
            Invited
          </h2>
          <ul className="member-rows">
            {invitations.map((invitation) => (
              <InvitationRow
                key={invitation.id}
                id={invitation.id}
                email={invitation.email}
                role={invitation.role}
                until={when.format(invitation.expiresAt)}
              />
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="members">
        <h2 className="st-title" id="members">
          {members.length === 1 ? "One member" : `${members.length} members`}
        </h2>
        <ul className="member-rows">
          {members.map((one) => (
            <MemberRow
              key={one.id}
              id={one.id}
              email={one.email}
              name={one.name}
              role={one.role}
              since={when.format(one.createdAt)}
              isSelf={one.id === member.id}
              isLastOwner={one.role === "owner" && owners === 1}
              mayChange={isOwner}
            />
          ))}
        </ul>
      </section>
    </div>
  );
}
