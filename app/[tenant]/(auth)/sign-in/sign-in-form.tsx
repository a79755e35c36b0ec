"use client";

import { type FormEvent, useState } from "react";
import { askForLink, type State } from "./ask-for-link";

/**
 * Fetches the token that next-auth asks for and posts the address to it. The form keeps what was typed, also
 * after a failure.
 */
export function SignInForm() {
  const [email, setEmail] = useState("");
  const [state, setState] = useState<State>({ step: "asking" });

  async function send(event: FormEvent) {
    event.preventDefault();
    if (state.step === "sending") return;
    setState({ step: "sending" });
    const why = await askForLink(email);
    if (why) setState({ step: "failed", why });
    else window.location.assign("/sign-in/sent");
  }

  return (
    <form onSubmit={send} noValidate>
      <label htmlFor="email">E-mail address</label>
      <input
        id="email"
        name="email"
        type="email"
        autoComplete="email"
        inputMode="email"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        aria-describedby="sign-in-problem"
        aria-invalid={state.step === "failed"}
      />
      <p id="sign-in-problem" role="alert" className="problem">
        {state.step === "failed" ? state.why : ""}
      </p>
      <button type="submit" className="button" aria-disabled={state.step === "sending"}>
        {state.step === "sending" ? "Sending…" : "Send the link"}
      </button>
      <noscript>
        <p>Signing in needs JavaScript; reading the site does not.</p>
      </noscript>
    </form>
  );
}
