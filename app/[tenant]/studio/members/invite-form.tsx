"use client";

import { type FormEvent, useRef, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { Choices } from "@/components/ui/choices";
import { TextField } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import type { Role } from "@/db/tenant/roles";
import { inviteMember } from "./actions";
import { ROLE_CHOICES } from "./roles";

/** Invites somebody by e-mail. */
export function InviteForm() {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const running = useRef(false);
  const toast = useToast();

  const send = (event: FormEvent) => {
    event.preventDefault();
    if (running.current) return;
    running.current = true;
    start(async () => {
      const answer = await attempt(() => inviteMember({ email, role }));
      running.current = false;
      if (!answer.ok) return setProblem(answer.message);
      setProblem(undefined);
      setEmail("");
      toast({ text: `The invitation is on its way to ${answer.data.email}.` });
    });
  };

  return (
    <form className="st-block member-invite" noValidate onSubmit={send}>
      <h2>Invite somebody</h2>
      <TextField
        label="E-mail address"
        type="email"
        inputMode="email"
        autoComplete="off"
        placeholder="anna@example.org"
        value={email}
        error={problem}
        hint="The link in the mail counts for 7 days."
        onChange={(event) => setEmail(event.target.value)}
      />
      <Choices legend="Role" look="rows" choices={ROLE_CHOICES} value={role} onChange={setRole} />
      <div>
        <Button type="submit" look="primary" pending={pending}>
          Send the invitation
        </Button>
      </div>
    </form>
  );
}
