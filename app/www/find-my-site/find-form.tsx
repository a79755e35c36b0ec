"use client";

import { useState } from "react";
import { EmailField } from "../email-field";
import { useSent } from "../use-sent";
import { findMySite } from "./actions";

/** Asks for an address and answers every address alike. */
export function FindForm() {
  const { state, pending, form } = useSent(findMySite, { typed: "", outcome: null });
  const [email, setEmail] = useState(state.typed);
  const refused = state.outcome && !state.outcome.ok ? state.outcome : null;
  const problem = refused && email === state.typed ? (refused.fields.email ?? null) : null;
  return (
    <form {...form} className="find">
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
