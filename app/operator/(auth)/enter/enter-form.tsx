"use client";

import { Button } from "@/components/ui/button";
import { followLink } from "../actions";
import { useSending } from "../use-sending";

/** The click that uses the link up. */
export function EnterForm({ token }: { readonly token: string }) {
  const { send, problem, pending } = useSending(
    () => followLink({ token }),
    () => window.location.assign("/code"),
  );
  return (
    <form onSubmit={send}>
      <Button type="submit" look="primary" pending={pending}>
        Go on
      </Button>
      <p role="alert" className="op-said op-failed">
        {problem}
      </p>
    </form>
  );
}
