"use client";

import { useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { Role } from "@/db/tenant/roles";
import { withdraw } from "./actions";
import { ROLE_WORDS } from "./roles";

/** An invitation nobody has accepted yet. */
export function InvitationRow(props: {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly until: string;
}) {
  const toast = useToast();
  const [pending, start] = useTransition();
  const takeBack = () =>
    start(async () => {
      const answer = await attempt(() => withdraw({ id: props.id }));
      toast(
        answer.ok
          ? { text: `The invitation of ${props.email} is withdrawn.` }
          : { text: answer.message, tone: "problem" },
      );
    });
  return (
    <li className="member-row">
      <div className="member-words">
        <p className="member-name">{props.email}</p>
        <p className="st-sub">
          {ROLE_WORDS[props.role]}, until {props.until}
        </p>
      </div>
      <Button
        small
        pending={pending}
        onClick={takeBack}
        aria-label={`Withdraw the invitation of ${props.email}`}
      >
        Withdraw
      </Button>
    </li>
  );
}
