"use client";

import { useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { openSite } from "./support-actions";

/** Hands this browser over to the site, as support. */
export function OpenSite({ tenant }: { readonly tenant: string }) {
  const [problem, setProblem] = useState("");
  const [pending, start] = useTransition();
  const open = () =>
    start(async () => {
      const answer = await attempt(() => openSite({ tenant }));
      if (answer.ok) window.location.assign(answer.data.url);
      else setProblem(answer.message);
    });
  return (
    <div>
      <Button look="primary" pending={pending} onClick={open}>
        Open the site
      </Button>
      <p className="op-soft">The owner reads in the log that you did.</p>
      <p role="alert" className="op-failed">
        {problem}
      </p>
    </div>
  );
}
