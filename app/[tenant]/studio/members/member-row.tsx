"use client";

import { useState, useTransition } from "react";
import { type Answer, attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { ROLES, type Role } from "@/db/tenant/roles";
import { remove, setRole } from "./actions";
import { ROLE_WORDS } from "./roles";

interface Props {
  readonly id: string;
  /** Null where it is not for this reader. */
  readonly email: string | null;
  readonly name: string;
  readonly role: Role;
  readonly since: string;
  readonly isSelf: boolean;
  readonly isLastOwner: boolean;
  readonly mayChange: boolean;
}

const ROLE_OPTIONS = ROLES.map((value) => ({ value, label: ROLE_WORDS[value] }));

/** A member with the role; owners change it here or remove the member. */
export function MemberRow(props: Props) {
  const { id, email, name, role, isLastOwner } = props;
  const [removing, setRemoving] = useState(false);
  const [pending, start] = useTransition();
  const toast = useToast();
  const who = name || email || ROLE_WORDS[role];

  const run = (work: () => Promise<Answer<unknown>>, done: string) =>
    start(async () => {
      const answer = await attempt(work);
      toast(answer.ok ? { text: done } : { text: answer.message, tone: "problem" });
      setRemoving(false);
    });
  const change = (value: string) => {
    const next = ROLES.find((known) => known === value);
    if (next)
      run(() => setRole({ id, role: next }), `${who} is ${ROLE_WORDS[next].toLowerCase()} now.`);
  };

  return (
    <li className="member-row">
      <div className="member-words">
        <p className="member-name">
          {who}
          {props.isSelf && <span className="st-sub"> (you)</span>}
        </p>
        <p className="st-sub">
          {name && email ? `${email} · ` : ""}since {props.since}
        </p>
      </div>
      {props.mayChange ? (
        <div className="member-deeds">
          <Select
            label={`Role of ${who}`}
            bare
            value={role}
            disabled={isLastOwner || pending}
            title={isLastOwner ? "A site needs an owner." : undefined}
            options={ROLE_OPTIONS}
            onChange={(event) => change(event.target.value)}
          />
          <Button
            small
            look="quiet"
            disabled={isLastOwner}
            aria-label={`Remove ${who}`}
            onClick={() => setRemoving(true)}
          >
            Remove
          </Button>
        </div>
      ) : (
        <p className="st-sub">{ROLE_WORDS[role]}</p>
      )}
      <ConfirmDialog
        open={removing}
        title={props.isSelf ? "Leave this site?" : `Remove ${who}?`}
        confirm={props.isSelf ? "Leave this site" : `Remove ${who}`}
        cancel={props.isSelf ? "Stay" : "Keep"}
        pending={pending}
        onClose={() => setRemoving(false)}
        onConfirm={() => run(() => remove({ id }), `${who} is no longer a member.`)}
      >
        {props.isSelf ? "You" : email} will be signed out at once. Items stay as they are.
      </ConfirmDialog>
    </li>
  );
}
