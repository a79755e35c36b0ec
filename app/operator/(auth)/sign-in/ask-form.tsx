"use client";

import { type FormEvent, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { askForLink } from "../actions";

/** Asks for the link and answers every address alike. */
export function AskForm(props: {
  readonly suggested: string;
  /** Where the demo shows its mail. */
  readonly outboxHref: string | null;
}) {
  const [problem, setProblem] = useState<string>();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const form = new FormData(event.currentTarget);
    start(async () => {
      const answer = await attempt(() => askForLink(form));
      setProblem(answer.ok ? undefined : answer.message);
      setSentTo(answer.ok ? answer.data.to : null);
    });
  };
  return (
    <form method="post" onSubmit={send} noValidate>
      <TextField
        name="email"
        label="E-mail address"
        type="email"
        autoComplete="email"
        defaultValue={props.suggested}
        error={problem}
      />
      <Button type="submit" look="primary" pending={pending}>
        Send the link
      </Button>
      <p role="status" className="op-said">
        {sentTo && `If ${sentTo} is an operator’s, a link is on its way. It works once.`}{" "}
        {sentTo && props.outboxHref && (
          <>
            This is the demo: <a href={props.outboxHref}>read the mail here</a>.
          </>
        )}
      </p>
    </form>
  );
}
