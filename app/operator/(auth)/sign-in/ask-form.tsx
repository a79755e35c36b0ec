"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { askForLink } from "../actions";
import { useSending } from "../use-sending";

/** Asks for the link and answers every address alike. */
export function AskForm(props: {
  readonly suggested: string;
  /** Where the demo shows its mail. */
  readonly outboxHref: string | null;
}) {
  const [sentTo, setSentTo] = useState<string>();
  const { send, problem, pending } = useSending(askForLink, ({ to }) => setSentTo(to));
  const sent = problem === undefined && sentTo !== undefined;
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
        {sent && `If ${sentTo} is an operator’s, a link is on its way. It works once.`}{" "}
        {sent && props.outboxHref && (
          <>
            This is the demo: <a href={props.outboxHref}>read the mail here</a>.
          </>
        )}
      </p>
    </form>
  );
}
