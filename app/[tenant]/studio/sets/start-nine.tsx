"use client";

import { useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { newId } from "@/components/studio/new-id";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { startNine } from "./actions";

/** Begins a set with one press. */
export function StartNine() {
  const [id] = useState(newId);
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const toast = useToast();
  const begin = () => {
    if (pending) return;
    start(async () => {
      const answer = await attempt(() => startNine({ id }));
      setProblem(answer.ok ? undefined : answer.message);
      if (answer.ok) toast({ text: "The original nine are a set now. Members see it." });
    });
  };
  return (
    <section className="st-block" aria-labelledby="start-nine">
      <h2 id="start-nine">Begin with the original nine</h2>
      <p className="st-sub">
        Spot, Squealer, Cubbie, Chocolate, Legs, Flash, Splash, Patti and Pinchers, from the
        catalogue.
      </p>
      {problem && <p className="ui-error">{problem}</p>}
      <div className="ui-row st-after">
        <Button type="button" pending={pending} onClick={begin}>
          Make this set
        </Button>
      </div>
    </section>
  );
}
