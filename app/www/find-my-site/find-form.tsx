"use client";

import { type FormEvent, startTransition, useActionState, useState } from "react";
import { EmailField } from "../email-field";
import { findMySite } from "./actions";

/** Asks for an address and answers every address alike. */
export function FindForm() {
  const [state, send, pending] = useActionState(findMySite, { typed: "", outcome: null });
  const [email, setEmail] = useState(state.typed);
  const refused = state.outcome && !state.outcome.ok ? state.outcome : null;
  const problem = refused && email === state.typed ? (refused.fields.email ?? null) : null;
  // The script sends the form itself, because React would empty it afterwards.
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const fields = new FormData(event.currentTarget);
    startTransition(() => send(fields));
  };
  return (
    <form action={send} onSubmit={submit} noValidate className="find">
      <EmailField
        value={email}
        onChange={setEmail}
        problem={problem}
        hint="The address with which you signed up."
      />
      <button type="submit" className="primary" aria-disabled={pending}>
        Send me my sites
      </button>
      <p role="status" className="answer">
        {state.outcome?.ok &&
          `If sites belong to ${state.typed.trim()}, a mail that names them is on its way.`}
      </p>
      <p role="alert" className="says" data-tone="wrong">
        {refused && !refused.fields.email && refused.message}
      </p>
    </form>
  );
}
