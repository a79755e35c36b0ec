"use client";

import { type FormEvent, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { sendCode } from "../actions";

/** Takes the six digits; a code that does not count stays to be looked at. */
export function CodeForm() {
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    start(async () => {
      const answer = await attempt(() => sendCode({ code }));
      if (answer.ok) window.location.assign("/");
      else setProblem(answer.message);
    });
  };
  return (
    <form onSubmit={send} noValidate>
      <TextField
        label="Code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        value={code}
        error={problem}
        onChange={(event) => setCode(event.target.value)}
      />
      <Button type="submit" look="primary" pending={pending}>
        Sign in
      </Button>
    </form>
  );
}
