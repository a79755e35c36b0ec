"use client";

import { type FormEvent, useState } from "react";

/** Posts to next-auth, which deletes the session in the database and the cookie. */
export function SignOutForm() {
  const [problem, setProblem] = useState("");

  async function leave(event: FormEvent) {
    event.preventDefault();
    try {
      const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
      const answer = await fetch("/api/auth/signout", {
        method: "POST",
        body: new URLSearchParams({ csrfToken, json: "true" }),
      });
      if (!answer.ok) throw new Error("refused");
      window.location.assign("/");
    } catch {
      setProblem("That did not reach the site. You are still signed in; try again.");
    }
  }

  return (
    <form onSubmit={leave}>
      <p role="alert" className="problem">
        {problem}
      </p>
      <button type="submit" className="button">
        Sign out
      </button>
    </form>
  );
}
