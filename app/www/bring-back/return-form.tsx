"use client";

import { useActionState } from "react";
import { bringBack } from "./actions";

/** The one click. */
export function ReturnForm({ token, host }: { readonly token: string; readonly host: string }) {
  const [outcome, send, pending] = useActionState(bringBack, null);
  if (outcome?.ok)
    return (
      <p role="status" className="answer">
        {host} is back, as it was. Everyone was signed out;{" "}
        <a href={outcome.data.signIn}>sign in there</a>.
      </p>
    );
  return (
    <form action={send} className="find">
      <input type="hidden" name="token" value={token} />
      <button type="submit" className="primary" aria-disabled={pending}>
        Bring it back
      </button>
      <p role="alert" className="says" data-tone="wrong">
        {outcome?.message}
      </p>
    </form>
  );
}
