"use client";

import { useState, useTransition } from "react";
import { type Answer, attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { signOut, signOutEverywhere } from "./actions";

/** Signs out here, or everywhere. */
export function LeaveForms() {
  const [problem, setProblem] = useState("");
  const [pending, start] = useTransition();
  const run = (work: () => Promise<Answer<unknown>>) =>
    start(async () => {
      const answer = await attempt(work);
      if (answer.ok) window.location.assign("/sign-in");
      else setProblem(answer.message);
    });
  return (
    <div className="op-group">
      <div className="ui-row">
        <Button look="primary" pending={pending} onClick={() => run(() => signOut({}))}>
          Sign out
        </Button>
        <Button pending={pending} onClick={() => run(() => signOutEverywhere({}))}>
          Sign out everywhere
        </Button>
      </div>
      <p role="alert" className="op-failed">
        {problem}
      </p>
    </div>
  );
}
