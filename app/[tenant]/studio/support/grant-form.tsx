"use client";

import { type FormEvent, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { Choices } from "@/components/ui/choices";
import { TextField } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { letIn } from "./actions";

const TIMES = [
  { value: "1", label: "1 hour" },
  { value: "24", label: "1 day" },
  { value: "72", label: "3 days" },
] as const;

/** Lets support in, for a time and a reason. */
export function GrantForm() {
  const [hours, setHours] = useState<(typeof TIMES)[number]["value"]>("1");
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const toast = useToast();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    start(async () => {
      const answer = await attempt(() => letIn({ hours, reason }));
      setProblem(answer.ok ? undefined : answer.message);
      if (answer.ok) toast({ text: "Support may look at this site now." });
    });
  };
  return (
    <form className="st-block st-support" noValidate onSubmit={send}>
      <h2>Let support look</h2>
      <Choices legend="For how long" choices={TIMES} value={hours} onChange={setHours} />
      <TextField
        label="What shall support look at?"
        hint="Support reads this, and it stands in your log."
        value={reason}
        error={problem}
        longest={500}
        autoComplete="off"
        onChange={(event) => setReason(event.target.value)}
      />
      <div>
        <Button type="submit" look="primary" pending={pending}>
          Let support in
        </Button>
      </div>
    </form>
  );
}
