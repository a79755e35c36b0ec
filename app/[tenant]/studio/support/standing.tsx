"use client";

import { useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { sendAway } from "./actions";

/** A grant that stands, and its end. */
export function Standing({ until }: { readonly until: string }) {
  const [pending, start] = useTransition();
  const toast = useToast();
  const end = () =>
    start(async () => {
      const answer = await attempt(() => sendAway({}));
      toast(answer.ok ? { text: "Support is out." } : { text: answer.message, tone: "problem" });
    });
  return (
    <section className="st-block" aria-labelledby="standing">
      <h2 id="standing">Support may look until {until}</h2>
      <p className="st-sub">End it as soon as you like; whoever is looking is out at once.</p>
      <div className="st-after">
        <Button look="danger" pending={pending} onClick={end}>
          Send support away
        </Button>
      </div>
    </section>
  );
}
