"use client";

import { type FormEvent, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { LeaveGuard } from "@/components/studio/leave-guard";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { renameSite } from "./actions";

/** The site's name; its address stays what it is. */
export function NameForm(props: { readonly name: string }) {
  const [name, setName] = useState(props.name);
  const [saved, setSaved] = useState(props.name);
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const toast = useToast();

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    start(async () => {
      const answer = await attempt(() => renameSite({ name }));
      setProblem(answer.ok ? undefined : answer.message);
      if (!answer.ok) return;
      setSaved(name);
      toast({ text: `The site is called ${name.trim()} now.` });
    });
  };

  return (
    <form className="st-block" noValidate onSubmit={save}>
      <h2>Name</h2>
      <TextField
        label="Site name"
        value={name}
        error={problem}
        hint="What visitors read. The address stays as it is."
        autoComplete="off"
        maxLength={80}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="ui-row st-after">
        <Button type="submit" look="primary" pending={pending} disabled={name === saved}>
          Save
        </Button>
      </div>
      <LeaveGuard dirty={name !== saved} what="the name" />
    </form>
  );
}
