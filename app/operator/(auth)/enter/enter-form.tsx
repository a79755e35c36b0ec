"use client";

import { type FormEvent, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { followLink } from "../actions";

/** The click that uses the link up. */
export function EnterForm({ token }: { readonly token: string }) {
  const [problem, setProblem] = useState("");
  const [pending, start] = useTransition();
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    start(async () => {
      const answer = await attempt(() => followLink({ token }));
      if (answer.ok) window.location.assign("/code");
      else setProblem(answer.message);
    });
  };
  return (
    <form onSubmit={go}>
      <Button type="submit" look="primary" pending={pending}>
        Go on
      </Button>
      <p role="alert" className="op-said op-failed">
        {problem}
      </p>
    </form>
  );
}
