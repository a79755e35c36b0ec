"use client";

import { type FormEvent, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { sendCode } from "../actions";

/** Takes the six digits, also those typed before this script ran. A wrong code stays in the field. */
export function CodeForm() {
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const form = new FormData(event.currentTarget);
    start(async () => {
      const answer = await attempt(() => sendCode(form));
      if (answer.ok) window.location.assign("/");
      else setProblem(answer.message);
    });
  };
  return (
    <form method="post" onSubmit={send} noValidate>
      <TextField
        name="code"
        label="Code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        error={problem}
      />
      <Button type="submit" look="primary" pending={pending}>
        Sign in
      </Button>
    </form>
  );
}
