"use client";

import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { sendCode } from "../actions";
import { useSending } from "../use-sending";

/** Takes the six digits, also those typed before this script ran. A wrong code stays in the field. */
export function CodeForm() {
  const { send, problem, pending } = useSending(sendCode, () => window.location.assign("/"));
  return (
    <form method="post" onSubmit={send} noValidate>
      <TextField
        name="code"
        label="Code"
        inputMode="numeric"
        autoComplete="one-time-code"
        error={problem}
      />
      <Button type="submit" look="primary" pending={pending}>
        Sign in
      </Button>
    </form>
  );
}
