"use client";

import { type FormEvent, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { useReady } from "@/components/studio/ready";
import { useKept } from "@/components/studio/use-kept";
import { Button } from "@/components/ui/button";
import { Select, TextArea, TextField } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import type { FactKey } from "@/db/tenant/entry";
import { sendCorrection } from "./actions";

interface Props {
  /** Its key. */
  readonly entry: string;
  readonly name: string;
  readonly facts: readonly { readonly value: FactKey; readonly label: string }[];
}

/** Waits for React, because what was typed before is known to the tab alone. */
export function CorrectionForm(props: Props) {
  const [sent, setSent] = useState(0);
  if (!useReady()) return <p className="st-block">{props.name}</p>;
  return <Correcting key={sent} {...props} onSent={() => setSent(sent + 1)} />;
}

/** What is wrong, what is right and where that can be seen. What is typed stays in the tab until it is sent. */
function Correcting({ entry, name, facts, onSent }: Props & { readonly onSent: () => void }) {
  const kept = useKept(`correction ${entry}`, () => ({
    field: "name" as FactKey,
    right: "",
    evidence: "",
  }));
  const { field, right, evidence } = kept.typed;
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [pending, start] = useTransition();
  const toast = useToast();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    start(async () => {
      const answer = await attempt(() => sendCorrection({ id: kept.id, entry, ...kept.typed }));
      setProblems(answer.ok ? {} : answer.fields);
      if (!answer.ok) {
        if (Object.keys(answer.fields).length === 0)
          toast({ text: answer.message, tone: "problem" });
        return;
      }
      kept.forget();
      onSent();
      toast({ text: "Sent. What becomes of it stands below, and in your log." });
    });
  };
  return (
    <form className="st-block correction-form" noValidate onSubmit={send}>
      <h2>{name}</h2>
      <Select
        label="What is wrong"
        value={field}
        options={facts}
        onChange={(event) => kept.change({ field: event.target.value as FactKey })}
      />
      <TextField
        label="What is right"
        value={right}
        error={problems.right}
        longest={200}
        autoComplete="off"
        onChange={(event) => kept.change({ right: event.target.value })}
      />
      <TextArea
        label="Where that can be seen"
        hint="A page with its address, a book, or what the tag itself reads. Two sources that don’t copy each other count most."
        value={evidence}
        error={problems.evidence}
        longest={2000}
        rows={4}
        onChange={(event) => kept.change({ evidence: event.target.value })}
      />
      <div>
        <Button type="submit" look="primary" pending={pending}>
          Send it to Swingtag
        </Button>
      </div>
    </form>
  );
}
